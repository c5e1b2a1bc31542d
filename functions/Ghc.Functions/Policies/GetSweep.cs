using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>How far a sweep is, and what it changed or would change.</summary>
public sealed class GetSweep(RequestAuthenticator authenticator, SweepsTable sweeps)
{
    [Function(nameof(GetSweep))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sweeps/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetSweep), cancellation)).Refused(out var refusal, out _))
        {
            return Reply.Problem(refusal);
        }

        return IsId(id) && await sweeps.FindAsync(id, cancellation) is { } sweep
            ? Reply.Json(SweepView.Of(sweep, await sweeps.ListRangesAsync(id, cancellation)), PoliciesJson.Types.SweepView)
            : Reply.Problem(new Refusal(RefusalCodes.SweepNotFound));
    }

    private static bool IsId(string id) => id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
