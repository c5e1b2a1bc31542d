using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Applications;

public sealed record RenewDocumentAnswer(string HolderId);

/// <summary>
/// A traveler has a new permit with the same lifetime number: the code, its owner and all that is known move to the new number of issuance.
/// </summary>
public sealed class RenewDocument(RequestAuthenticator authenticator, Renewals renewals, IdentityGuard guard)
{
    [Function(nameof(RenewDocument))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/documents/renewals")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
        || (await JsonBody.ReadAsync(request, HoldersJson.Types.RenewDocumentRequest, cancellation)).Refused(out refusal, out var body)
        || (
            await guard.TryAsync(
                request,
                signedIn.Account.Key,
                $"{body}",
                () => renewals.RenewAsync(signedIn.Account, body, cancellation),
                cancellation
            )
        ).Refused(out refusal, out var holderId)
            ? Reply.Problem(refusal)
            : Reply.Json(new RenewDocumentAnswer(holderId), ApplicationsJson.Types.RenewDocumentAnswer);
}
