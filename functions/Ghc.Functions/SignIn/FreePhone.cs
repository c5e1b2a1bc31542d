using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SignIn;

/// <param name="Email">Instead of the phone: the address of an account, with the code that was sent there.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FreePhoneRequest(PhoneBody? Phone, string? SmsCode, string? Email = null, string? EmailCode = null);

/// <summary>
/// "This is not me": the number or mailbox was given to somebody new, and the account on it is a stranger's. It is free afterwards. Nothing
/// that is known of the former owner's documents is erased: they apply again with another phone and find it. An account with a phone only
/// loses the address. Only for accounts that nobody signed in to for weeks.
/// </summary>
public sealed class FreePhone(
    CredentialVerifier verifier,
    HolderRelease release,
    AccountsTable accounts,
    EmailNotices notices,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    [Function(nameof(FreePhone))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/not-mine")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, SignInJson.Types.FreePhoneRequest, cancellation)).Refused(out var refusal, out var body)
            || Parse(body).Refused(out refusal, out var asked)
            || (await verifier.CheckDormantAsync(asked.Key, asked.Code, cancellation)).Refused(out refusal, out var account)
        )
        {
            return Reply.Problem(refusal);
        }

        var freed = await (
            account.Key == asked.Key ? FreeAsync(account, cancellation) : LetGoOfAddressAsync(account, account.Data!.Email!, cancellation)
        );
        return freed.Refused(out refusal, out _) ? Reply.Problem(refusal) : Reply.NoContent();
    }

    private async Task<Outcome<bool>> FreeAsync(Account account, CancellationToken cancellation)
    {
        await release.ReleaseAllAsync(account, cancellation);
        if (account.Data?.Email is { } email)
        {
            await accounts.ReleaseEmailAsync(email.Key, account.Key, cancellation);
        }

        // An account that somebody changed at this moment is not the one that was looked at.
        return await accounts.UpdateAsync<bool>(
            account,
            found => ReferenceEquals(found, account) ? Decision.Write(AccountChange.Deletion, true) : new Refusal(RefusalCodes.LoginFailed),
            cancellation
        );
    }

    /// <summary>
    /// The account stays at its phone, which is told. A claim that is left by a call that ended halfway belongs to nobody any more: it
    /// lapses, and the purge deletes it.
    /// </summary>
    private async Task<Outcome<bool>> LetGoOfAddressAsync(Account account, ProvenEmail email, CancellationToken cancellation)
    {
        await notices.TellPhoneAsync(account, $"freed-{email.ProvenAt.ToUnixTimeMilliseconds()}", cancellation);
        var changed = await accounts.UpdateAsync(
            account.Key,
            current => current.SetEmail(null, email, byText: false, clock.GetUtcNow()),
            cancellation
        );
        if (changed.Refused(out var refusal, out _))
        {
            return refusal;
        }

        await accounts.ReleaseEmailAsync(email.Key, account.Key, cancellation);
        return true;
    }

    private Outcome<(string Key, string Code)> Parse(FreePhoneRequest body)
    {
        var form = new Form();
        var contact = form.Take("", ContactBody.Parse(body.Phone, body.Email));
        var (code, field) = body.Email is null ? (body.SmsCode, "smsCode") : (body.EmailCode, "emailCode");
        form.Require(code is not null, field, "field.missing");
        form.RequireLength(code, field, 32);
        return form.Refusal is { } refusal ? refusal : (pseudonyms.ContactKey(contact), code!);
    }
}
