using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Passkeys;

/// <param name="UserId">What the authenticator is to call the account.</param>
/// <param name="UserName">What it shows to its owner.</param>
/// <param name="Algorithms">COSE numbers, the preferred one first.</param>
/// <param name="Existing">Credential ids of passkeys that the account has: no authenticator makes a second one.</param>
public sealed record NewPasskeyAnswer(
    string Challenge,
    string RpId,
    string UserId,
    string UserName,
    IReadOnlyList<int> Algorithms,
    IReadOnlyList<string> Existing,
    DateTimeOffset ExpiresAt
);

/// <summary>What a browser needs to make a passkey for the caller: a challenge, and who it is for.</summary>
public sealed class StartPasskey(RequestAuthenticator authenticator, PasskeyChallenges challenges, PasskeyVerifier verifier)
{
    [Function(nameof(StartPasskey))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/passkey-challenges")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(StartPasskey), cancellation)).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        var account = caller.Account;
        var (text, expiresAt) = challenges.New(ChallengePurpose.Register, account.Key);
        return Reply.Json(
            new NewPasskeyAnswer(
                text,
                verifier.RelyingParty,
                verifier.UserHandleOf(account.Key),
                account.Contact!.Masked,
                PasskeyVerifier.Algorithms,
                [.. account.SignIn.Passkeys.Select(passkey => passkey.CredentialId)],
                expiresAt
            ),
            PasskeysJson.Types.NewPasskeyAnswer
        );
    }
}
