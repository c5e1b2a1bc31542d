using System.Text.Json;
using Ghc.LocalHost.Apps;

namespace Ghc.LocalHost.Texts;

/// <summary>
/// Imitates the REST API of Azure Communication Services for e-mails, beside <see cref="LocalSms"/>. Sent e-mails are kept and can be
/// listed. An operation id that was seen before sends nothing again. https://learn.microsoft.com/rest/api/communication/email/email/send
/// </summary>
internal sealed class LocalEmail(Uri site, byte[] key, TimeProvider time)
{
    private const string ApiPath = "/local/communication/emails:send";
    private const string ApiVersion = "2023-03-31";

    private readonly LocalTexts emails = new(time);

    /// <summary>Settings of the app that make it send here; none if it has its own.</summary>
    public IEnumerable<KeyValuePair<string, string>> SettingsFor(FunctionApp app) =>
        app.Configuration.GetSection("Email")["Endpoint"] is not null
            ? []
            :
            [
                new("Email__Endpoint", new Uri(site, "local/communication/").ToString()),
                new("Email__AccessKey", Convert.ToBase64String(key)),
                new("Email__From", "code@ghc.example"),
            ];

    public void Map(IEndpointRouteBuilder routes)
    {
        var signature = new AccessKeySignature(key, time);
        routes.MapPost(ApiPath, (HttpRequest request) => SendAsync(request, signature));
        routes.MapGet(
            "/local/email",
            (string? to) => Results.Json(emails.To(to?.Trim() is { Length: > 0 } given ? given : null), LocalSms.Json)
        );
    }

    private async Task<IResult> SendAsync(HttpRequest request, AccessKeySignature signature)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (signature.Problem(request, body.ToArray()) is { } problem)
        {
            return LocalSms.Refuse(StatusCodes.Status401Unauthorized, "Denied", problem);
        }

        if (request.Query["api-version"] != ApiVersion)
        {
            return LocalSms.Refuse(
                StatusCodes.Status400BadRequest,
                "UnsupportedApiVersion",
                $"The query parameter api-version must be {ApiVersion}."
            );
        }

        if (
            !Guid.TryParse(
                request.Headers["Operation-Id"].ToString() is { Length: > 0 } given ? given : $"{Guid.NewGuid()}",
                out var operation
            )
            || Parse(body.ToArray())
                is not {
                    SenderAddress.Length: > 0,
                    Content: { Subject.Length: > 0, PlainText: { Length: > 0 } text } content,
                    Recipients.To: [{ Address: { } to }]
                }
            || !to.Contains('@', StringComparison.Ordinal)
        )
        {
            return LocalSms.Refuse(
                StatusCodes.Status400BadRequest,
                "BadRequest",
                "The body must be JSON with senderAddress, content and one recipient, and the operation id a GUID."
            );
        }

        emails.Send(to, text, operation.ToString(), content.Subject);
        request.HttpContext.Response.Headers["Operation-Location"] = new Uri(
            site,
            $"local/communication/emails/operations/{operation}?api-version={ApiVersion}"
        ).ToString();
        return Results.Json(new { id = operation, status = "Running" }, LocalSms.Json, statusCode: StatusCodes.Status202Accepted);
    }

    private static Email? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Email>(body, LocalSms.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Email(string? SenderAddress, EmailContent? Content, EmailRecipients? Recipients);

    private sealed record EmailContent(string? Subject, string? PlainText);

    private sealed record EmailRecipients(IReadOnlyList<EmailRecipient>? To);

    private sealed record EmailRecipient(string? Address);
}
