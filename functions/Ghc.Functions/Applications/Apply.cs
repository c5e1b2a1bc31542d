using Ghc.Domain;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Applications;

/// <summary>
/// A first-time user applies: the phone or e-mail address is proven, the identity verified, the holder claimed, the account opened, and a
/// text with the site's address sent.
/// </summary>
public sealed class Apply(Applicants applicants, HolderOwnership registrar, IdentityGuard guard, Consents consents, AccountOpening opening)
{
    [Function(nameof(Apply))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/apply")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, ApplicationsJson.Types.ApplyRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var application)
            || (await applicants.ProveAsync(request, application, cancellation)).Refused(out refusal, out var account)
            || (await ClaimAsync(request, account.Key, application, cancellation)).Refused(out refusal, out var holderId)
            || (
                await opening.OpenAsync(
                    account,
                    application,
                    holderId,
                    Newcomers.None,
                    Applicants.LanguageOf(request, application),
                    applicants.DeviceOf(request, application),
                    cancellation
                )
            ).Refused(out refusal, out var opened)
        )
        {
            return Reply.Problem(refusal);
        }

        var session = applicants.SignIn(request, account.Key, application, holderId, opened.Kept);
        return Reply.Json(
            new ApplyAnswer(session.Token, session.ExpiresAt, holderId),
            ApplicationsJson.Types.ApplyAnswer,
            StatusCodes.Status201Created
        );
    }

    private Task<Outcome<string>> ClaimAsync(HttpRequest request, string phoneKey, Application application, CancellationToken cancellation)
    {
        var asker = new ConsentAsker(phoneKey, application.Contact, application.ConsentCode);
        var claimant = new Claimant(phoneKey) { AskOwner = holder => consents.ObtainAsync(holder, asker, cancellation) };
        return guard.TryAsync(
            request,
            phoneKey,
            application.Claim.Canonical,
            () => registrar.ClaimAsync(application.Claim, claimant, cancellation),
            cancellation
        );
    }
}
