using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ghc.LocalHost.Apps;

namespace Ghc.LocalHost.Texts;

/// <summary>
/// Imitates the REST API of Azure Communication Services for texts (and, by <see cref="LocalTencent"/> and <see cref="LocalEmail"/>, that
/// of Tencent Cloud and that for e-mails), so that the code that sends them is the same here and in Azure. Sent texts are kept and can be
/// listed.
/// </summary>
internal sealed partial class LocalSms
{
    private const string ApiPath = "/local/communication/sms";
    private const string ApiVersion = "2021-03-07";

    /// <summary>
    /// The provider recognizes a repetition for this long. https://learn.microsoft.com/rest/api/communication/repeatable-requests
    /// </summary>
    private static readonly TimeSpan Tracked = TimeSpan.FromMinutes(5);

    /// <summary>Letters as they are; escapes would only guard JSON inside of HTML.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly byte[] key = RandomNumberGenerator.GetBytes(64);
    private readonly Uri site;
    private readonly TimeProvider time;
    private readonly LocalTexts texts;
    private readonly LocalTencent tencent;
    private readonly LocalEmail emails;

    public LocalSms(Uri site, TimeProvider time)
    {
        (this.site, this.time, texts) = (site, time, new LocalTexts(time));
        tencent = new LocalTencent(site, texts, time);
        emails = new LocalEmail(site, key, time);
    }

    /// <summary>Settings of the app that make it send here; none if it has its own.</summary>
    public IEnumerable<KeyValuePair<string, string>> SettingsFor(FunctionApp app) =>
        app.Configuration.GetSection("Sms") is var own && (own["Provider"] ?? own["Endpoint"] ?? own["AccessKey"]) is not null
            ? []
            :
            [
                new("Sms__Provider", "azure"),
                new("Sms__Endpoint", new Uri(site, "local/communication/").ToString()),
                new("Sms__AccessKey", Convert.ToBase64String(key)),
                new("Sms__From", "+85230000000"),
                .. tencent.Settings,
                .. emails.SettingsFor(app),
            ];

    public void Map(IEndpointRouteBuilder routes)
    {
        var signature = new AccessKeySignature(key, time);
        routes.MapPost(ApiPath, (HttpRequest request) => SendAsync(request, signature));
        tencent.Map(routes);
        emails.Map(routes);
        routes.MapGet("/local/sms", (string? to) => Results.Json(texts.To(Phone(to)), Json));
    }

    /// <summary>A plus sign that is not escaped arrives as a space.</summary>
    private static string? Phone(string? to) =>
        to?.Trim() is { Length: > 0 } given
            ? given.StartsWith('+')
                ? given
                : $"+{given}"
            : null;

    private async Task<IResult> SendAsync(HttpRequest request, AccessKeySignature signature)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (signature.Problem(request, body.ToArray()) is { } problem)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "Denied", problem);
        }

        if (request.Query["api-version"] != ApiVersion)
        {
            return Refuse(
                StatusCodes.Status400BadRequest,
                "UnsupportedApiVersion",
                $"The query parameter api-version must be {ApiVersion}."
            );
        }

        return Parse(body.ToArray()) is { From.Length: > 0, Message.Length: > 0, SmsRecipients: { Count: > 0 } recipients } message
            ? Results.Json(
                new SmsResponse(recipients.Select(recipient => Send(recipient, message.Message))),
                Json,
                statusCode: StatusCodes.Status202Accepted
            )
            : Refuse(StatusCodes.Status400BadRequest, "BadRequest", "The body must be JSON with from, smsRecipients and message.");
    }

    private SmsResult Send(SmsRecipient recipient, string text)
    {
        var to = recipient.To ?? "";
        if (!E164().IsMatch(to))
        {
            return new(to, null, StatusCodes.Status400BadRequest, null, false, "Invalid To phone number format.");
        }

        // Both or neither make a request repeatable (OASIS Repeatable Requests 1.0).
        if (recipient.RepeatabilityRequestId is not { Length: > 0 } id)
        {
            return new(to, texts.Send(to, text, Guid.NewGuid().ToString()), StatusCodes.Status202Accepted, null, true, null);
        }

        return
            DateTimeOffset.TryParseExact(
                recipient.RepeatabilityFirstSent,
                "R",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var first
            )
            && (time.GetUtcNow() - first).Duration() <= Tracked
            ? new(to, texts.Send(to, text, id), StatusCodes.Status202Accepted, "accepted", true, null)
            : new(
                to,
                null,
                StatusCodes.Status412PreconditionFailed,
                "rejected",
                false,
                "The request was first sent too long ago to be recognized."
            );
    }

    private static SmsRequest? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<SmsRequest>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static IResult Refuse(int status, string code, string message) =>
        Results.Json(new SmsError(new(code, message)), Json, statusCode: status);

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex E164();
}
