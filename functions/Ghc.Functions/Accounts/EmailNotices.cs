using Ghc.Domain.Accounts;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Accounts;

/// <summary>Tells the owner of an account, on the ways that somebody else may not have, that a way of signing in was changed.</summary>
public sealed class EmailNotices(TextQueue texts)
{
    /// <summary>Nothing without a phone.</summary>
    /// <param name="change">Names the change, so that it is told once.</param>
    public Task TellPhoneAsync(Account account, string change, CancellationToken cancellation) =>
        account.Data!.Phone is { } phone
            ? texts.SendAsync($"sign-in-changed|{account.Key}|{change}", phone, TextFor(account), cancellation)
            : Task.CompletedTask;

    /// <summary>Nothing without an address, or if mail to it comes back.</summary>
    public Task TellAsync(Account account, ProvenEmail? email, string change, CancellationToken cancellation) =>
        email is not { BouncedAt: null }
            ? Task.CompletedTask
            : texts.SendAsync(
                $"sign-in-changed|{email.Key}|{change}",
                email.Address,
                TextFor(account),
                Languages.OfTag(account.Data!.Language),
                cancellation
            );

    private static string TextFor(Account account) => Texts.Get("sms.sign-in-changed", Languages.OfTag(account.Data!.Language));
}
