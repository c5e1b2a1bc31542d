using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting;

/// <summary>Remembers of a phone that a text did not reach it, so that its owner is told so when they ask for the next one.</summary>
public sealed class TextFailures(TextDeliveriesTable deliveries, AccountsTable accounts, IOptions<SignInLimits> limits, TimeProvider clock)
{
    /// <summary>The phone first: a crash in between repeats that, and what is repeated says the same.</summary>
    public async Task RecordAsync(string textId, string phoneKey, TextDelivery delivery, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await accounts.ChangeSignInAsync(phoneKey, state => state.TextFailed(delivery.QueuedAt, limits.Value, now), cancellation);
        await deliveries.ChangeAsync(textId, known => known with { FailedAt = now }, cancellation);
    }
}
