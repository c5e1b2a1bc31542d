using Ghc.Domain.Accounts;
using Ghc.Domain.Holders;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Companions;

/// <summary>The companions with their colors: one query, then all statuses at once.</summary>
public sealed class ListCompanions(RequestAuthenticator sessions, AccountsTable accounts, HoldersTable holders, TimeProvider clock)
{
    [Function(nameof(ListCompanions))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/companions")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await sessions.OpenNamesAsync(request, cancellation)).Refused(out var refusal, out var account))
        {
            return Reply.Problem(refusal);
        }

        var views = await Task.WhenAll(
            account
                .Holders.Where(holder => holder.Value.Relationship != AccountHolder.Self)
                .OrderBy(holder => holder.Value.AddedAt)
                .ThenBy(holder => holder.Key, StringComparer.Ordinal)
                .Select(holder => ViewAsync(account.Key, holder.Key, holder.Value, cancellation))
        );
        return Reply.Json([.. views.OfType<CompanionView>()], CompanionsJson.Types.IReadOnlyListCompanionView);
    }

    private async Task<CompanionView?> ViewAsync(string phoneKey, string id, AccountHolder row, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await holders.ReadStatusAsync(id, cancellation) is { Name: { } name } status && status.Owner?.PhoneKey == phoneKey)
        {
            return new CompanionView(id, name.Text, row.Relationship, Words.Of(status.Schedule.At(now).Color));
        }

        // Left by a request that ended halfway. A younger row may belong to one that is still under way.
        if (row.AddedAt + HolderOwner.ClaimLapse < now)
        {
            await accounts.RemoveHolderAsync(phoneKey, id, cancellation);
        }

        return null;
    }
}
