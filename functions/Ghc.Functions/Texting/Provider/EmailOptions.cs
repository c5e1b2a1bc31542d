using Ghc.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// How e-mails leave: through Azure Communication Services. Section <c>Email</c>. Without an endpoint no e-mail is offered.
/// </summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    /// <summary>
    /// The endpoint of the Communication Services resource, <c>https://….communication.azure.com</c>, or of an imitation on this machine.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Base64. Without it the app's managed identity signs in, which is the better choice.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The sender's address, of a domain that is linked to the resource: <c>code@mail.ghc.example</c>.</summary>
    public string? From { get; set; }

    /// <summary>
    /// Whether travelers may apply with an e-mail address instead of a phone, and remove the phone of their account. Accounts without a
    /// phone go on working when this is turned off.
    /// </summary>
    public bool PhoneOptional { get; set; }

    public bool IsOffered => Endpoint is not null;
}

/// <summary>Says at start what would otherwise fail at the first e-mail.</summary>
public sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        string[] problems =
            options.IsOffered ? [.. Problems(options)]
            : options.PhoneOptional ? ["Email:PhoneOptional needs Email:Endpoint, since an account without a phone signs in by e-mail."]
            : [];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(EmailOptions options)
    {
        if (!SmsOptionsValidator.IsSecure(options.Endpoint) && !SmsOptionsValidator.IsImitation(options.Endpoint))
        {
            yield return "Email:Endpoint must be an absolute https address; http is for this machine only.";
        }
        else if (SmsOptionsValidator.IsImitation(options.Endpoint) && options.AccessKey is null)
        {
            yield return "Email:AccessKey must be set if Email:Endpoint is http, since an identity signs in over https only.";
        }

        if (EmailAddress.Parse(options.From).Refused(out _, out _))
        {
            yield return "Email:From must be the sender's e-mail address.";
        }

        if (options.AccessKey is { } key && (key.Length == 0 || !Convert.TryFromBase64String(key, new byte[key.Length], out _)))
        {
            yield return "Email:AccessKey must be base64; leave it out to use the managed identity.";
        }
    }
}
