using Ghc.Domain.Documents;
using PhoneNumbers;
using Number = PhoneNumbers.PhoneNumber;

namespace Ghc.Domain.Accounts;

/// <summary>A phone number that can receive text messages. Numbering plans of all countries come from libphonenumber.</summary>
public sealed record PhoneNumber
{
    /// <summary>The mainland, where the service is.</summary>
    public const string DefaultAreaCode = "86";

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();
    private static readonly HashSet<string> Known = [.. Plans.GetSupportedCallingCodes().Select(c => $"{c}")];

    private PhoneNumber(string areaCode, string national)
    {
        AreaCode = areaCode;
        National = national;
    }

    /// <summary>The calling code of the country or region, digits only: <c>852</c>.</summary>
    public string AreaCode { get; }

    /// <summary>Digits only, without the prefix that is dialed inside the country.</summary>
    public string National { get; }

    /// <summary>As in ITU-T E.164: <c>+85251234567</c>.</summary>
    public string E164 => $"+{AreaCode}{National}";

    /// <summary>The last four digits, or half of a short number: <c>+852 ****4567</c>.</summary>
    public string Masked => $"+{AreaCode} ****{National[^Math.Min(4, National.Length / 2)..]}";

    /// <summary>Errors lie at <c>areaCode</c> and <c>number</c>; the code is <see cref="RefusalCodes.InvalidPhone"/>.</summary>
    public static Outcome<PhoneNumber> Parse(string? areaCode, string? number)
    {
        var area = AreaDigits(areaCode ?? DefaultAreaCode);
        if (!Known.Contains(area))
        {
            return Invalid("areaCode", "phone.area-code");
        }

        if (string.IsNullOrWhiteSpace(number))
        {
            return Invalid("number", "phone.missing");
        }

        if (Digits(number) is not { } digits)
        {
            return Invalid("number", "phone.number");
        }

        var valid = Candidates(area, digits).Select(d => Read(area, d)).FirstOrDefault(n => n is not null);
        if (valid is null)
        {
            return Invalid("number", "phone.number");
        }

        return CanReceiveTexts(valid)
            ? new PhoneNumber(area, Plans.GetNationalSignificantNumber(valid))
            : Invalid("number", "phone.not-mobile");
    }

    /// <summary>Errors lie at the field itself.</summary>
    public static Outcome<PhoneNumber> ParseE164(string? text)
    {
        // Calling codes are prefix-free, so at most one of the three splits is one.
        for (var length = 1; text is ['+', ..] && length <= 3 && text.Length > length + 1; length++)
        {
            if (Known.Contains(text[1..(length + 1)])
                && !Parse(text[1..(length + 1)], text[(length + 1)..]).Refused(out _, out var phone) && phone.E164 == text)
            {
                return phone;
            }
        }

        return Invalid("", "phone.number");
    }

    /// <summary>Masked, so that a number in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;

    /// <summary>852, +852 and 00852 are the same.</summary>
    private static string AreaDigits(string text) => (Digits(text) ?? "").TrimStart('+').TrimStart('0');

    /// <summary>Digits, perhaps after a plus; null if anything remains that people do not write between digits.</summary>
    private static string? Digits(string text)
    {
        var digits = AsciiText.Fold(text) is { } folded ? string.Concat(folded.Where(c => !"-()./".Contains(c))) : "";
        var rest = digits.StartsWith('+') ? digits[1..] : digits;
        return rest.Length > 0 && rest.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>The number as typed, then without an area code that was typed again, as in 852 85251234567.</summary>
    private static IEnumerable<string> Candidates(string area, string digits)
    {
        if (!digits.StartsWith('+'))
        {
            yield return digits;
        }

        foreach (var prefix in new[] { $"+{area}", $"00{area}", area })
        {
            if (digits.StartsWith(prefix, StringComparison.Ordinal) && digits.Length > prefix.Length)
            {
                yield return digits[prefix.Length..];
            }
        }
    }

    private static Number? Read(string area, string digits)
    {
        try
        {
            var number = Plans.Parse($"+{area}{digits}", null);
            return $"{number.CountryCode}" == area && Plans.IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            // The library has no other way to say that a text is no number, such as one digit or twenty.
            return null;
        }
    }

    /// <summary>The plan of North America does not tell mobile from fixed lines, so those are accepted.</summary>
    private static bool CanReceiveTexts(Number number) =>
        Plans.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE or PhoneNumberType.PERSONAL_NUMBER;

    private static Refusal Invalid(string field, string problem) => new(RefusalCodes.InvalidPhone) { Errors = [new(field, problem)] };
}
