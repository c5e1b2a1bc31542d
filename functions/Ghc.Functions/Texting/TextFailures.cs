using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting;

/// <summary>
/// Remembers of a phone or address that a text or e-mail did not reach it, so that its owner is told so when they ask for the next one.
/// </summary>
public sealed class TextFailures(TextDeliveriesTable deliveries, AccountsTable accounts, IOptions<SignInLimits> limits, TimeProvider clock)
{
    /// <summary>
    /// The address of an account sent mail back for good: no more goes there until it is proven again. A report on mail from before that
    /// proof says nothing.
    /// </summary>
    public async Task RecordBounceAsync(string emailKey, TextDelivery delivery, CancellationToken cancellation)
    {
        if (await accounts.FindOwnerAsync(await accounts.LoadAsync(emailKey, cancellation), cancellation) is not { } owner)
        {
            return;
        }

        var now = clock.GetUtcNow();
        await accounts.ChangeDataAsync(
            owner.Key,
            data =>
                data.Email is { BouncedAt: null } email && email.Key == emailKey && email.ProvenAt <= delivery.QueuedAt
                    ? data with
                    {
                        Email = email with { BouncedAt = now },
                    }
                    : data,
            cancellation
        );
    }

    /// <summary>The phone first: a crash in between repeats that, and what is repeated says the same.</summary>
    public async Task RecordAsync(string textId, string phoneKey, TextDelivery delivery, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await accounts.ChangeSignInAsync(phoneKey, state => state.TextFailed(delivery.QueuedAt, limits.Value, now), cancellation);
        await deliveries.ChangeAsync(textId, known => known with { FailedAt = now }, cancellation);
    }
}
