using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Codes;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrintCodeRequest(string? HolderId);

public sealed record PrintCodeAnswer(string PrintId, string HealthCode, DateTimeOffset ExpiresAt);

/// <summary>Makes a code for somebody without a phone: a page to print, or the bare code for clients that ask for JSON.</summary>
public sealed class PrintCode(RequestAuthenticator authenticator, Prints prints)
{
    [Function(nameof(PrintCode))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/printed-codes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, CodesJson.Types.PrintCodeRequest, cancellation)).Refused(out var refusal, out var body)
            || HolderOf(body).Refused(out refusal, out var holderId)
            || (await authenticator.OpenHolderAsync(request, holderId, cancellation)).Refused(out refusal, out var holder)
            || (await prints.IssueAsync(holder, cancellation)).Refused(out refusal, out var print)
        )
        {
            return Reply.Problem(refusal);
        }

        return WantsJson(request)
            ? Reply.Json(
                new PrintCodeAnswer(print.Code.PrintId, print.HealthCode, print.Code.ExpiresAt),
                CodesJson.Types.PrintCodeAnswer,
                StatusCodes.Status201Created
            )
            : new PrintedPage(print, Languages.Of(request));
    }

    private static Outcome<string> HolderOf(PrintCodeRequest body) =>
        body.HolderId is { Length: > 0 } id ? id : Refusal.Invalid("holderId", "field.missing");

    /// <summary>Only who says so gets JSON: the page is what people want.</summary>
    private static bool WantsJson(HttpRequest request) => Quality(request, "application/json") > Quality(request, "text/html");

    private static double Quality(HttpRequest request, string type) =>
        request
            .GetTypedHeaders()
            .Accept.Where(accepted => accepted.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(accepted => accepted.Quality ?? 1)
            .DefaultIfEmpty()
            .Max();
}
