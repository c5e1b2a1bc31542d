using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>How text messages leave. Section <c>Sms</c>.</summary>
public sealed class SmsOptions
{
    public const string Section = "Sms";
    public const string Azure = "azure";
    public const string Local = "local";

    /// <summary><see cref="Azure"/> sends; <see cref="Local"/> only lists what would have been sent.</summary>
    public string Provider { get; set; } = Local;

    /// <summary>The endpoint of the Communication Services resource, <c>https://….communication.azure.com</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Base64. Without it the app's managed identity signs in, which is the better choice.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The number (E.164) or the registered name that recipients see.</summary>
    public string? From { get; set; }
}

/// <summary>Says at start what would otherwise fail at the first message, in the names under which operators set it.</summary>
public sealed class SmsOptionsValidator : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        string[] problems = options.Provider switch
        {
            SmsOptions.Local => [],
            SmsOptions.Azure => [.. AzureProblems(options)],
            _ => [$"Sms:Provider must be {SmsOptions.Azure} or {SmsOptions.Local}."],
        };
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> AzureProblems(SmsOptions options)
    {
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "https" })
        {
            yield return "Sms:Endpoint must be an absolute https address.";
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
}
