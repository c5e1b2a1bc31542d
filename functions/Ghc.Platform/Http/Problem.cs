using System.Globalization;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Platform.Localization;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Http;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457), in the reader's language.</summary>
public sealed class Problem(Refusal refusal, int? status = null) : IResult
{
    /// <summary>The number under which the guide explains a failed identity verification.</summary>
    public const int IdentityVerificationNumber = 1590650023;

    /// <summary>Where a request keeps the code of its refusal, for the log.</summary>
    public const string Code = "ghc.refusal";

    /// <summary>Every code the contract knows, with its status. A code that is missing here is a bug, so the look-up throws.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        [RefusalCodes.InvalidRequest] = 400,
        [RefusalCodes.InvalidPhone] = 400,
        [RefusalCodes.WeakPassword] = 400,
        [RefusalCodes.NotSignedIn] = 401,
        [RefusalCodes.WrongSmsCode] = 401,
        [RefusalCodes.WrongEmailCode] = 401,
        [RefusalCodes.LoginFailed] = 401,
        [RefusalCodes.Forbidden] = 403,
        [RefusalCodes.NotAnInspector] = 403,
        [RefusalCodes.SecondFactorRequired] = 403,
        [RefusalCodes.ProofRequired] = 403,
        [RefusalCodes.OfficerTooNew] = 403,
        [RefusalCodes.NotFound] = 404,
        [RefusalCodes.EmailNotOffered] = 404,
        [RefusalCodes.HolderNotFound] = 404,
        [RefusalCodes.DeviceNotFound] = 404,
        [RefusalCodes.PasskeyNotFound] = 404,
        [RefusalCodes.PrintedCodeNotFound] = 404,
        [RefusalCodes.PoisonNotFound] = 404,
        [RefusalCodes.LaboratoryNotFound] = 404,
        [RefusalCodes.BorderNotFound] = 404,
        [RefusalCodes.MeasureNotFound] = 404,
        [RefusalCodes.AppealNotFound] = 404,
        [RefusalCodes.DocumentNotFound] = 404,
        [RefusalCodes.PlaceNotFound] = 404,
        [RefusalCodes.InspectorNotFound] = 404,
        [RefusalCodes.StaffNotFound] = 404,
        [RefusalCodes.AlreadyRegistered] = 409,
        [RefusalCodes.EmailTaken] = 409,
        [RefusalCodes.ConsentRequired] = 409,
        [RefusalCodes.RolesConflict] = 409,
        [RefusalCodes.LaboratoryRegistered] = 409,
        [RefusalCodes.BorderRegistered] = 409,
        [RefusalCodes.StaffPhoneFixed] = 409,
        [RefusalCodes.PhoneNeeded] = 409,
        [RefusalCodes.LastWayIn] = 409,
        [RefusalCodes.NeedsApproval] = 409,
        [RefusalCodes.AlreadyDecided] = 409,
        [RefusalCodes.AppealOpen] = 409,
        [RefusalCodes.AppealAnswered] = 409,
        [RefusalCodes.ProposalExpired] = 409,
        [RefusalCodes.SunsetNotPlanned] = 404,
        [RefusalCodes.SunsetPlanChanged] = 409,
        [RefusalCodes.SunsetTooEarly] = 409,
        [RefusalCodes.SunsetUnderWay] = 409,
        [RefusalCodes.ApplicationsClosed] = 410,
        [RefusalCodes.ServiceClosed] = 410,
        [RefusalCodes.UnsupportedMediaType] = 415,
        [RefusalCodes.IdentityVerificationFailed] = 422,
        [RefusalCodes.NoCrossingRecord] = 422,
        [RefusalCodes.NotEligible] = 422,
        [RefusalCodes.ReasonNotHeld] = 422,
        [RefusalCodes.TooManyCompanions] = 422,
        [RefusalCodes.FamilyRefused] = 422,
        [RefusalCodes.NothingToRollBack] = 409,
        [RefusalCodes.VersionNotInForce] = 409,
        [RefusalCodes.SweepNotFound] = 404,
        [RefusalCodes.InvalidPolicy] = 422,
        [RefusalCodes.CodeNotRecognized] = 422,
        [RefusalCodes.CodeExpired] = 422,
        [RefusalCodes.CodeRevoked] = 422,
        [RefusalCodes.TooManyPrintedCodes] = 422,
        [RefusalCodes.TooManyPasskeys] = 422,
        [RefusalCodes.TooManyRequests] = 429,
        [RefusalCodes.Locked] = 429,
        [RefusalCodes.InternalError] = 500,
        [RefusalCodes.TemporarilyUnavailable] = 503,
    };

    public static IEnumerable<string> Codes => Statuses.Keys;

    public static int StatusOf(string code) => Statuses[code];

    private int Status => status ?? StatusOf(refusal.Code);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Instrumentation.Refused(refusal.Code);
        httpContext.Items[Code] = refusal.Code;
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

        // With its length: where a function failed, the Functions host breaks the connection behind the answer, and only a length tells
        // that it is whole.
        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(language), Reply.AsAnswer(HttpJson.Types.ProblemBody));
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The refusal in the reader's language.</summary>
    public ProblemBody Describe(CultureInfo language) =>
        new(
            Type: $"urn:ghc:problem:{refusal.Code}",
            Title: Texts.Get($"problem.{refusal.Code}", language),
            Status: Status,
            Detail: Detail(language),
            Code: refusal.Code,
            Errors: refusal.Errors.Count == 0
                ? null
                : refusal
                    .Errors.GroupBy(error => error.Field)
                    .ToDictionary(
                        field => field.Key,
                        field =>
                            field.Select(error => Texts.Get($"field.{error.Problem}", language, [.. error.Values])).Distinct().ToArray()
                    ),
            Unmet: refusal.Unmet.Count == 0 ? null : refusal.Unmet,
            Number: refusal.Code is RefusalCodes.IdentityVerificationFailed or RefusalCodes.NoCrossingRecord
                ? IdentityVerificationNumber
                : null,
            MeasureId: refusal.MeasureId,
            Members: refusal.Members.Count == 0 ? null : [.. refusal.Members.Select(member => MemberBody.Of(member, language))]
        );

    private string Detail(CultureInfo language) =>
        refusal.Code == RefusalCodes.IdentityVerificationFailed ? Guided(language) : Texts.Get($"problem.{refusal.Code}.detail", language);

    /// <summary>
    /// The guide prints the message of a failed verification in Chinese and English, and people at a desk look for just these words; the
    /// reader's own go before.
    /// </summary>
    private static string Guided(CultureInfo language)
    {
        CultureInfo[] guide = [Languages.Simplified, Languages.English];
        return string.Join(
            ' ',
            (guide.Contains(language) ? guide : guide.Prepend(language)).Select(each =>
                Texts.Get("problem.identity-verification-failed.detail", each)
            )
        );
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
    string? MeasureId,
    IReadOnlyList<MemberBody>? Members
);
