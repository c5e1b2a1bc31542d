using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ghc.LocalHost.Texts;

/// <summary>
/// Imitates SendSms of Tencent Cloud, for the area codes that the app routes there. It knows no approved templates: a listed text is the
/// name of its template and the values. https://cloud.tencent.com/document/api/382/55981
/// </summary>
internal sealed partial class LocalTencent(Uri site, LocalTexts texts, TimeProvider time)
{
    private const string ApiPath = "/local/tencent";
    private const string Id = "AKIDLOCAL";
    private const string SdkAppId = "1400000000";

    private readonly string key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public IEnumerable<KeyValuePair<string, string>> Settings =>
        [
            new("Sms__Routes", "86=tencent"),
            new("Sms__Tencent__Endpoint", new Uri(site, ApiPath).ToString()),
            new("Sms__Tencent__SecretId", Id),
            new("Sms__Tencent__SecretKey", key),
            new("Sms__Tencent__SdkAppId", SdkAppId),
            new("Sms__Tencent__SignName", "GHC"),
            new("Sms__Tencent__Templates", "*"),
        ];

    public void Map(IEndpointRouteBuilder routes)
    {
        var signature = new TencentSignature(Id, key, time);
        routes.MapPost(ApiPath, (HttpRequest request) => SendAsync(request, signature));
    }

    /// <summary>Tencent Cloud answers 200 to everything that it understood as a call.</summary>
    private async Task<IResult> SendAsync(HttpRequest request, TencentSignature signature)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (signature.Problem(request, body.ToArray()) is { } problem)
        {
            return Refuse(problem);
        }

        if (request.Headers["X-TC-Action"] != "SendSms" || request.Headers["X-TC-Version"] != "2021-01-11")
        {
            return Refuse("InvalidAction");
        }

        return
            Parse(body.ToArray())
                is {
                    SmsSdkAppId: SdkAppId,
                    TemplateId.Length: > 0,
                    TemplateParamSet: { } values,
                    PhoneNumberSet: { Count: > 0 and <= 200 } phones
                } message
            ? Answer(
                new
                {
                    SendStatusSet = phones.Select(phone =>
                        Send(phone, $"{message.TemplateId} {string.Join(' ', values)}", message.SessionContext)
                    ),
                    RequestId = Guid.NewGuid(),
                }
            )
            : Refuse("MissingParameter");
    }

    private object Send(string phone, string text, string? context) =>
        E164().IsMatch(phone)
            ? new
            {
                SerialNo = texts.Send(phone, text, Guid.NewGuid().ToString()),
                PhoneNumber = phone,
                Fee = 1,
                SessionContext = context ?? "",
                Code = "Ok",
                Message = "send success",
                IsoCode = "CN",
            }
            : new
            {
                SerialNo = "",
                PhoneNumber = phone,
                Fee = 0,
                SessionContext = context ?? "",
                Code = "InvalidParameterValue.IncorrectPhoneNumber",
                Message = "incorrect phone number",
                IsoCode = "",
            };

    private static IResult Refuse(string code) => Answer(new { Error = new { Code = code, Message = code }, RequestId = Guid.NewGuid() });

    private static IResult Answer(object response) => Results.Json(new { Response = response }, new JsonSerializerOptions());

    private static Request? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Request>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Request(
        IReadOnlyList<string>? PhoneNumberSet,
        string? SmsSdkAppId,
        string? SignName,
        string? TemplateId,
        IReadOnlyList<string>? TemplateParamSet,
        string? SessionContext
    );

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex E164();
}
