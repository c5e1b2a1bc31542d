using Ghc.Functions.Access;
using Ghc.Functions.Appeals;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>A copy of one's own data, to keep: one query of the account, then three per holder, all holders at once.</summary>
public sealed class ExportAccount(
    RequestAuthenticator sessions,
    HoldersTable holders,
    VisitsTable visits,
    AppealsTable appeals,
    TimeProvider clock
)
{
    [Function(nameof(ExportAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/account/export")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        var account = signedIn.Account;
        var exports = await Task.WhenAll(
            account
                .Holders.OrderBy(holder => holder.Value.AddedAt)
                .ThenBy(holder => holder.Key, StringComparer.Ordinal)
                .Select(holder => CollectAsync(account.Key, holder.Key, holder.Value.Relationship, cancellation))
        );
        request.HttpContext.Response.Headers.ContentDisposition = "attachment; filename=\"ghc.json\"";
        return Reply.Json(
            new AccountExport(clock.GetUtcNow(), AccountView.Of(account, account.Data!), [.. exports.OfType<HolderExport>()]),
            AccountsJson.Types.AccountExport
        );
    }

    /// <summary>Null if the holder is not the account's any more.</summary>
    private async Task<HolderExport?> CollectAsync(string phoneKey, string id, string relationship, CancellationToken cancellation)
    {
        var holder = await holders.LoadAsync(id, cancellation);
        var seen = await visits.OfHolderAsync(id, holder.Status?.Predecessors ?? [], cancellation);
        var filed = await appeals.OfHolderAsync(id, holder.Status?.Predecessors ?? [], cancellation);
        return holder.Status is { Name: not null, Owner: { } owner } status && owner.PhoneKey == phoneKey
            ? HolderExport.Of(
                id,
                relationship,
                status,
                holder,
                seen,
                filed.Where(appeal => appeal.ClaimedAt == owner.ClaimedAt),
                clock.GetUtcNow()
            )
            : null;
    }
}
