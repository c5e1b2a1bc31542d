using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Codes;

public sealed record PrintedCodeView(string PrintId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>The printed codes of a holder that still count.</summary>
public sealed class ListPrintedCodes(RequestAuthenticator authenticator, Prints prints)
{
    [Function(nameof(ListPrintedCodes))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/printed-codes")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenHolderAsync(request, cancellation)).Refused(out var refusal, out var holder)
            ? Reply.Problem(refusal)
            : Reply.Json(
                [.. prints.Live(holder.Status).Select(print => new PrintedCodeView(print.PrintId, print.IssuedAt, print.ExpiresAt))],
                CodesJson.Types.PrintedCodeViewArray
            );
}
