using System.Globalization;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Http;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457), in the reader's language.</summary>
public sealed class Problem(Refusal refusal, int? status = null) : IResult
{
    /// <summary>The number under which the guide explains a failed identity verification.</summary>
    public const int IdentityVerificationNumber = 1590650023;

    /// <summary>Every code the contract knows, with its status. A code that is missing here is a bug, so the look-up throws.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        [Refusal.InvalidRequest] = 400,
        ["invalid-phone"] = 400,
        ["weak-password"] = 400,
        ["not-signed-in"] = 401,
        ["wrong-sms-code"] = 401,
        ["login-failed"] = 401,
        ["forbidden"] = 403,
        ["not-an-inspector"] = 403,
        ["second-factor-required"] = 403,
        ["not-found"] = 404,
        ["holder-not-found"] = 404,
        ["printed-code-not-found"] = 404,
        ["poison-not-found"] = 404,
        ["laboratory-not-found"] = 404,
        ["measure-not-found"] = 404,
        ["document-not-found"] = 404,
        ["place-not-found"] = 404,
        ["inspector-not-found"] = 404,
        ["staff-not-found"] = 404,
        ["already-registered"] = 409,
        ["laboratory-registered"] = 409,
        ["staff-phone-fixed"] = 409,
        ["needs-approval"] = 409,
        ["already-decided"] = 409,
        ["proposal-expired"] = 409,
        ["identity-verification-failed"] = 422,
        ["no-crossing-record"] = 422,
        ["not-eligible"] = 422,
        ["too-many-companions"] = 422,
        ["nothing-to-roll-back"] = 409,
        ["version-not-in-force"] = 409,
        ["sweep-not-found"] = 404,
        ["invalid-policy"] = 422,
        ["code-not-recognized"] = 422,
        ["code-expired"] = 422,
        ["code-revoked"] = 422,
        ["too-many-printed-codes"] = 422,
        ["too-many-requests"] = 429,
        ["locked"] = 429,
        ["internal-error"] = 500,
        ["temporarily-unavailable"] = 503,
    };

    public static IEnumerable<string> Codes => Statuses.Keys;

    private int Status => status ?? Statuses[refusal.Code];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = Languages.Of(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.ContentLanguage = language.Name;
        if (refusal.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        // With its length: where a function failed, the Functions host breaks the connection behind the answer, and only a length tells that it is whole.
        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(language), Reply.AsAnswer(HttpJson.Types.ProblemBody));
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private ProblemBody Describe(CultureInfo language) => new(
        Type: $"urn:ghc:problem:{refusal.Code}",
        Title: Texts.Get($"problem.{refusal.Code}", language),
        Status: Status,
        Detail: Detail(language),
        Code: refusal.Code,
        Errors: refusal.Errors.Count == 0 ? null : refusal.Errors
            .GroupBy(error => error.Field)
            .ToDictionary(field => field.Key, field => field.Select(error => Texts.Get($"field.{error.Problem}", language, [.. error.Values])).Distinct().ToArray()),
        Unmet: refusal.Unmet.Count == 0 ? null : refusal.Unmet,
        Number: refusal.Code is "identity-verification-failed" or "no-crossing-record" ? IdentityVerificationNumber : null,
        MeasureId: refusal.MeasureId);

    private string Detail(CultureInfo language) =>
        refusal.Code == "identity-verification-failed" ? Guided(language) : Texts.Get($"problem.{refusal.Code}.detail", language);

    /// <summary>The guide prints the message of a failed verification in Chinese and English, and people at a desk look for just these words; the reader's own go before.</summary>
    private static string Guided(CultureInfo language)
    {
        CultureInfo[] guide = [Languages.Simplified, Languages.English];
        return string.Join(' ', (guide.Contains(language) ? guide : guide.Prepend(language)).Select(each => Texts.Get("problem.identity-verification-failed.detail", each)));
    }
}

/// <summary>RFC 9457 with the members of the contract. <paramref name="Errors"/>: texts by field.</summary>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyDictionary<string, string[]>? Errors,
    IReadOnlyList<string>? Unmet,
    int? Number,
    string? MeasureId);
