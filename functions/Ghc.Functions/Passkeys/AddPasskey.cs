using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Passkeys;

/// <summary>
/// Adds a passkey to the caller's own account, with both factors: nobody adds one to another's. Audited, and its owner told by text, before
/// it counts: a crash leaves a record without a passkey, never the opposite.
/// </summary>
public sealed class AddPasskey(
    RequestAuthenticator authenticator,
    PasskeyVerifier verifier,
    Passes passes,
    AccountsTable accounts,
    AuditTable audit,
    TextQueue texts,
    IOptions<PasskeyOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(AddPasskey))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/passkeys")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(AddPasskey), cancellation)).Refused(out var refusal, out var caller)
            || (await JsonBody.ReadAsync(request, PasskeysJson.Types.AddPasskeyRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var made)
            || (
                await verifier.RegisterAsync(caller.Account, made, passes.DeviceOf(request, caller.Account.Key).Fresh.Name, cancellation)
            ).Refused(out refusal, out var proven)
            || Added(caller.Account, proven).Refused(out refusal, out _)
        )
        {
            return Reply.Problem(refusal);
        }

        var (account, passkey) = (caller.Account, proven.Passkey);
        await audit.AppendAsync(account.Key, "passkey-added", account.Key, passkey.Id, cancellation);
        await texts.SendAsync(
            $"passkey-added|{account.Key}|{passkey.Id}",
            account.Contact!,
            Texts.Get("sms.passkey-added", Languages.OfTag(account.Data!.Language)),
            Languages.OfTag(account.Data.Language),
            cancellation
        );
        return (await accounts.UpdateAsync<Account>(account.Key, read => Decide(read, proven), cancellation)).Refused(out refusal, out _)
            ? Reply.Problem(refusal)
            : Reply.Json(PasskeyView.Of(passkey), PasskeysJson.Types.PasskeyView, StatusCodes.Status201Created);
    }

    private Decision<AccountChange, Account> Decide(Account account, ProvenPasskey proven) =>
        Added(account, proven).Refused(out var refusal, out var added)
            ? refusal
            : Decision.Write(new AccountChange { SignIn = added.SignIn }, added);

    /// <summary>The account with the new passkey, if it may have one more and the challenge was not answered before.</summary>
    private Outcome<Account> Added(Account account, ProvenPasskey proven) =>
        account.SignIn.UseChallenge(proven.Challenge, clock.GetUtcNow()) is not { } state
            ? Refusal.Invalid("clientDataJSON", "passkey.challenge")
        : state.Passkeys.Count >= options.Value.PerPerson ? new Refusal(RefusalCodes.TooManyPasskeys)
        : account with { SignIn = state.WithPasskey(proven.Passkey) };
}
