using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>
/// An e-mail address that a mail server can be asked to deliver to. The part before the @ is plain ASCII without quotes, since
/// Communication Services takes no other (no SMTPUTF8); a domain in any script is kept in its ASCII form (IDNA), so that both spellings are
/// one address and look-alike letters show.
/// </summary>
public sealed partial record EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1, and the path of 256 characters with its brackets.</summary>
    public const int MostCharacters = 254;

    private const int MostLocal = 64;

    /// <summary>Above this nothing is looked at: folding stays cheap, and no address grows so long by its spelling.</summary>
    private const int MostTyped = 2 * MostCharacters;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string local, string domain) => Text = $"{local}@{domain}";

    /// <summary>As it is sent to: the part before the @ as typed, since case may matter to its server; the domain in lower case.</summary>
    public string Text { get; }

    /// <summary>By which it is looked up: no provider that people use tells case apart, and people do not remember theirs.</summary>
    public string Canonical => Text.ToLowerInvariant();

    /// <summary>Tells its owner which it is, and others nearly nothing: <c>a***@***.org</c>.</summary>
    public string Masked => $"{Text[0]}***@***{Text[Text.LastIndexOf('.')..]}";

    /// <summary>Errors lie at the field itself.</summary>
    public static Outcome<EmailAddress> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Invalid("", "field.missing");
        }

        return
            Fold(text)?.Split('@') is [{ Length: <= MostLocal } local, var domain]
            && Local().IsMatch(local)
            && Ascii(domain) is { } ascii
            && local.Length + 1 + ascii.Length <= MostCharacters
            ? new EmailAddress(local, ascii)
            : Refusal.Invalid("", "email.address");
    }

    /// <summary>The same address in another case is the same.</summary>
    public bool Equals(EmailAddress? other) => Canonical == other?.Canonical;

    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>Masked, so that an address in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;

    /// <summary>
    /// Full-width letters and the ideographic full stop, as East Asian keyboards type them, and without what was copied along unseen. Null
    /// for what no address holds.
    /// </summary>
    private static string? Fold(string text)
    {
        if (text.Length > MostTyped || text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || AsciiText.IsMeaningless(rune)))
        {
            return null;
        }

        return string.Concat(text.Trim().EnumerateRunes().Where(rune => !InvisibleCharacters.Contains(rune)))
            .Normalize(NormalizationForm.FormKC)
            .Replace('\u3002', '.');
    }

    private static string? Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant() is var ascii && Domain().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // The library has no other way to say that a text is no domain, such as one with an empty label.
            return null;
        }
    }

    /// <summary>Dot-atom of RFC 5322.</summary>
    [GeneratedRegex(@"\A[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*\z", RegexOptions.ECMAScript)]
    private static partial Regex Local();

    /// <summary>At least two labels, the last of them no number: no host of a local network, and no IP address.</summary>
    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])\z")]
    private static partial Regex Domain();
}
