using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Passkeys;

/// <summary>
/// Removes a passkey of the caller's own account, such as one of a lost device. It signs nobody in from then on; sessions that it opened
/// end within their half hour.
/// </summary>
public sealed class RemovePasskey(RequestAuthenticator authenticator, AccountsTable accounts, AuditTable audit, TextQueue texts)
{
    [Function(nameof(RemovePasskey))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/account/passkeys/{passkeyId}")] HttpRequest request,
        string passkeyId,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenOwnerAsync(request, nameof(RemovePasskey), cancellation)).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        var account = caller.Account;
        if (account.SignIn.Passkeys.All(passkey => passkey.Id != passkeyId))
        {
            return Reply.Problem(new Refusal(RefusalCodes.PasskeyNotFound));
        }

        await audit.AppendAsync(account.Key, "passkey-removed", account.Key, passkeyId, cancellation);
        await texts.SendAsync(
            $"passkey-removed|{account.Key}|{passkeyId}",
            account.Contact!,
            Texts.Get("sms.passkey-removed", Languages.OfTag(account.Data!.Language)),
            Languages.OfTag(account.Data.Language),
            cancellation
        );
        await accounts.ChangeSignInAsync(account.Key, state => state.WithoutPasskey(passkeyId), cancellation);
        return Reply.NoContent();
    }
}
