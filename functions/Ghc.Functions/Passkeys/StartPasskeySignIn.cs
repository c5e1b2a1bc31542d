using System.Text.Json.Serialization;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Passkeys;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasskeyChallengeRequest(PhoneBody? Phone);

/// <param name="RpId">Whom the passkey must have been made for.</param>
public sealed record PasskeyChallengeAnswer(string Challenge, string RpId, DateTimeOffset ExpiresAt);

/// <summary>
/// A challenge to sign in with a passkey. Any phone gets one, nothing is looked up, and no passkey is named: the browser knows which it
/// has.
/// </summary>
public sealed class StartPasskeySignIn(PasskeyChallenges challenges, PasskeyVerifier verifier, Pseudonyms pseudonyms)
{
    [Function(nameof(StartPasskeySignIn))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/passkey-challenges")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, PasskeysJson.Types.PasskeyChallengeRequest, cancellation)).Refused(
                out var refusal,
                out var body
            ) || PhoneBody.Parse(body.Phone).Refused(out refusal, out var phone)
        )
        {
            return Reply.Problem(refusal);
        }

        var (text, expiresAt) = challenges.New(ChallengePurpose.SignIn, pseudonyms.PhoneKey(phone));
        return Reply.Json(new PasskeyChallengeAnswer(text, verifier.RelyingParty, expiresAt), PasskeysJson.Types.PasskeyChallengeAnswer);
    }
}
