namespace Ghc.Functions.Texting.Provider;

/// <summary>Tencent Cloud SMS. Section <c>Sms:Tencent</c>.</summary>
public sealed class TencentOptions
{
    public Uri Endpoint { get; set; } = new("https://sms.tencentcloudapi.com");

    public string Region { get; set; } = "ap-guangzhou";

    public string SecretId { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>The id of the SMS application.</summary>
    public string SdkAppId { get; set; } = "";

    /// <summary>The approved signature, without brackets.</summary>
    public string SignName { get; set; } = "";

    /// <summary>
    /// Approved templates: <c>code/zh-Hans=1234567;code/en=1234568;…</c> (docs/texts.md). <c>*</c> names each by its text and language, as
    /// the imitation on one machine does.
    /// </summary>
    public string Templates { get; set; } = "";

    /// <summary>
    /// The last part of the address that Tencent Cloud reports to, at least 20 letters and digits; without it reports are refused.
    /// </summary>
    public string CallbackKey { get; set; } = "";

    public static IReadOnlyDictionary<string, string> Pairs(string text) =>
        text.Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);

    internal IEnumerable<string> Problems()
    {
        foreach (
            var (name, value) in new[]
            {
                ("SecretId", SecretId),
                ("SecretKey", SecretKey),
                ("SdkAppId", SdkAppId),
                ("Templates", Templates),
            }
        )
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return $"Sms:Tencent:{name} must be set for the provider {SmsOptions.TencentCloud}.";
            }
        }

        if (!SmsOptionsValidator.IsSecure(Endpoint) && !SmsOptionsValidator.IsImitation(Endpoint))
        {
            yield return "Sms:Tencent:Endpoint must be an absolute https address; http is for this machine only.";
        }

        if (Templates != "*")
        {
            foreach (
                var name in Pairs(Templates)
                    .Where(pair => pair.Value.Length == 0 || TextTemplates.All.All(template => template.Name != pair.Key))
                    .Select(pair => pair.Key)
            )
            {
                yield return $"Sms:Tencent:Templates must be TEXT/LANGUAGE=ID, separated by semicolons; {name} is none of docs/texts.md.";
            }
        }

        if (CallbackKey.Length > 0 && (CallbackKey.Length < 20 || !CallbackKey.All(char.IsAsciiLetterOrDigit)))
        {
            yield return "Sms:Tencent:CallbackKey must be 20 or more letters and digits.";
        }
    }
}
