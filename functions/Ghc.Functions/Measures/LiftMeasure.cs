using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>Lifts a measure or withdraws a proposal. One officer is enough: nobody is to stay red for want of a second one.</summary>
public sealed class LiftMeasure(RequestAuthenticator authenticator, MeasureWorkflow measures)
{
    [Function(nameof(LiftMeasure))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/measures/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(LiftMeasure), cancellation)).Refused(out var refusal, out var officer)
        || (await measures.EndAsync(id, officer.Account.Key, cancellation)).Refused(out refusal, out _)
            ? Reply.Problem(refusal)
            : Reply.NoContent();
}
