using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>How text messages leave. Section <c>Sms</c>.</summary>
public sealed class SmsOptions
{
    public const string Section = "Sms";
    public const string Azure = "azure";

    public const string TencentCloud = "tencent";

    /// <summary>
    /// Which provider sends: <see cref="Azure"/> or <see cref="TencentCloud"/>. There is no default, so that an app which cannot send does
    /// not start.
    /// </summary>
    public string Provider { get; set; } = "";

    /// <summary>Area codes that go by a certain provider: <c>86=tencent;852=tencent;853=tencent</c>.</summary>
    public string Routes { get; set; } = "";

    /// <summary>
    /// Whether a provider is set up: it sends what others do not, is routed to, or has its settings and steps in for the other.
    /// </summary>
    public bool Uses(string provider) =>
        Provider == provider
        || TencentOptions.Pairs(Routes).Values.Contains(provider)
        || (provider == TencentCloud ? Tencent.SecretId.Length > 0 : Endpoint is not null);

    /// <summary>
    /// The endpoint of the Communication Services resource, <c>https://….communication.azure.com</c>, or of an imitation on this machine.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Base64. Without it the app's managed identity signs in, which is the better choice.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The number (E.164) or the registered name that recipients see.</summary>
    public string? From { get; set; }

    /// <summary>Settings of <see cref="TencentCloud"/>.</summary>
    public TencentOptions Tencent { get; set; } = new();
}

/// <summary>Says at start what would otherwise fail at the first message, in the names under which operators set it.</summary>
public sealed class SmsOptionsValidator : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        string[] problems =
        [
            .. IsProvider(options.Provider)
                ? []
                : new[] { $"Sms:Provider must be {SmsOptions.Azure} or {SmsOptions.TencentCloud}: without a provider nobody gets a code." },
            .. TencentOptions
                .Pairs(options.Routes)
                .Where(route => !IsProvider(route.Value) || !route.Key.All(char.IsAsciiDigit))
                .Select(route =>
                    $"Sms:Routes must be AREA CODE=PROVIDER, separated by semicolons, such as 86={SmsOptions.TencentCloud}; not {route.Key}={route.Value}."
                ),
            .. options.Uses(SmsOptions.Azure) ? AzureProblems(options) : [],
            .. options.Uses(SmsOptions.TencentCloud) ? options.Tencent.Problems() : [],
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsProvider(string provider) => provider is SmsOptions.Azure or SmsOptions.TencentCloud;

    private static IEnumerable<string> AzureProblems(SmsOptions options)
    {
        if (!IsSecure(options.Endpoint) && !IsImitation(options.Endpoint))
        {
            yield return "Sms:Endpoint must be an absolute https address; http is for this machine only.";
        }
        else if (IsImitation(options.Endpoint) && options.AccessKey is null)
        {
            yield return "Sms:AccessKey must be set if Sms:Endpoint is http, since an identity signs in over https only.";
        }

        if (string.IsNullOrWhiteSpace(options.From))
        {
            yield return "Sms:From must be the sending number or name.";
        }

        if (options.AccessKey is { } key && (key.Length == 0 || !Convert.TryFromBase64String(key, new byte[key.Length], out _)))
        {
            yield return "Sms:AccessKey must be base64; leave it out to use the managed identity.";
        }
    }

    internal static bool IsSecure(Uri? endpoint) => endpoint is { IsAbsoluteUri: true, Scheme: "https" };

    internal static bool IsImitation(Uri? endpoint) => endpoint is { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true };
}
