using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Functions.Access;
using Ghc.Functions.Holders;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Codes;

/// <summary>A code on paper, as the page that prints it gets it.</summary>
public sealed record Print(PrintedCode Code, string HealthCode, HolderStatus Status);

/// <summary>Issues and revokes codes for people without a phone.</summary>
public sealed class Prints(HoldersTable holders, HealthCodes codes, IOptions<PrintedCodeOptions> options, TimeProvider clock)
{
    public async Task<Outcome<Print>> IssueAsync(OwnHolder holder, CancellationToken cancellation)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var changing = holders.UpdateOwnedAsync(
            holder.Id,
            holder.Status.Owner!.PhoneKey,
            status => status.WithPrint(Handles.NewPrintId(), options.Value.Days, options.Value.MaxPerHolder, now),
            cancellation
        );
        if ((await changing).Refused(out var refusal, out var status))
        {
            return refusal;
        }

        var print = status.Owner!.Prints[^1];
        var code = codes.MintPrinted(holder.Id, status.Name!.Masked, print.PrintId, print.IssuedAt, print.ExpiresAt);
        return new Print(print, code.Text, status);
    }

    /// <summary>
    /// The very same status if there is nothing to revoke. A renewal under way, or one that ended halfway, has the paper under both
    /// numbers.
    /// </summary>
    public async Task<Outcome<HolderStatus>> RevokeAsync(string holderId, string phoneKey, string printId, CancellationToken cancellation)
    {
        var revoked = await WithdrawAsync(holderId, phoneKey, printId, cancellation);
        if (!revoked.Refused(out _, out var status))
        {
            foreach (var other in status.Successor is { } next ? status.Predecessors.Append(next.Key) : status.Predecessors)
            {
                await WithdrawAsync(other, phoneKey, printId, cancellation);
            }
        }

        return revoked;
    }

    private Task<Outcome<HolderStatus>> WithdrawAsync(string holderId, string phoneKey, string printId, CancellationToken cancellation) =>
        holders.UpdateOwnedAsync(holderId, phoneKey, status => status.WithoutPrint(printId), cancellation);

    public IEnumerable<PrintedCode> Live(HolderStatus status) => status.LivePrints(clock.GetUtcNow());
}
