using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Credentials;

/// <summary>
/// The codes sent by text message: made, hidden, compared. How long one lives and how often it may be tried is the account's business.
/// A million codes are hashed in a blink, so what is stored is an HMAC under the pepper and bound to its phone.
/// </summary>
public sealed class SmsCodes(Pseudonyms pseudonyms)
{
    private const int Codes = 1_000_000;
    private const int AssistedCodes = 100_000_000;

    public static string New() => RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>
    /// Eight digits: told apart from a code sent by text at a glance, and harder to guess, since an officer reads it aloud at a desk.
    /// </summary>
    public static string NewAssisted() => RandomNumberGenerator.GetInt32(AssistedCodes).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>
    /// The text message with a code. Its last line names the site, so that phones fill the code in there and on no other site (W3C,
    /// origin-bound one-time codes).
    /// </summary>
    public static string Text(string code, int minutes, string siteUrl, CultureInfo language) =>
        string.Join('\n', Texts.Get("sms.code", language, code, minutes), string.Join(' ', '@' + new Uri(siteUrl).Host, '#' + code));

    public string Hash(string phoneKey, string code) => Base64Url.EncodeToString(pseudonyms.Mac("sms-code", $"{phoneKey}|{code}"));

    /// <summary>
    /// The same work is done when there is nothing to compare with, so that the time does not tell whether a code is outstanding.
    /// </summary>
    public bool Matches(string phoneKey, string? code, string? hash) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Hash(phoneKey, TypedCode.Fold(code ?? ""))),
            Encoding.UTF8.GetBytes(hash ?? Hash(phoneKey, "none"))
        )
        && code is not null
        && hash is not null;
}
