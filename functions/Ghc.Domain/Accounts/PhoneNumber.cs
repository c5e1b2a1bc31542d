using System.Globalization;
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
        if (Area.Parse(areaCode ?? DefaultAreaCode) is not { } area)
        {
            return Invalid("areaCode", "phone.area-code");
        }

        var digits = Digits(number ?? "");
        if (digits is not { Length: > 0 })
        {
            return Invalid("number", digits is null ? "phone.number" : "phone.missing");
        }

        // A number that receives texts comes first: 4915123456789 is a fixed line of Germany, or a mobile number behind the area code typed
        // again.
        var valid = Candidates(area, digits)
            .Select(d => Read(area.CallingCode, d))
            .OfType<Number>()
            .OrderByDescending(CanReceiveTexts)
            .FirstOrDefault();
        if (valid is null)
        {
            return Invalid("number", "phone.number");
        }

        return CanReceiveTexts(valid)
            ? new PhoneNumber(area.CallingCode, Plans.GetNationalSignificantNumber(valid))
            : Invalid("number", "phone.not-mobile");
    }

    /// <summary>Errors lie at the field itself.</summary>
    public static Outcome<PhoneNumber> ParseE164(string? text)
    {
        // Calling codes are prefix-free, so at most one of the three splits is one.
        for (var length = 1; text is ['+', ..] && length <= 3 && text.Length > length + 1; length++)
        {
            if (
                Known.Contains(text[1..(length + 1)])
                && !Parse(text[1..(length + 1)], text[(length + 1)..]).Refused(out _, out var phone)
                && phone.E164 == text
            )
            {
                return phone;
            }
        }

        return Invalid("", "phone.number");
    }

    /// <summary>Masked, so that a number in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;

    /// <summary>
    /// Digits, perhaps after a plus; empty for nothing; null if anything remains that people do not write between digits.
    /// </summary>
    private static string? Digits(string text)
    {
        if (AsciiText.Fold(text) is not { } folded)
        {
            return null;
        }

        var digits = string.Concat(folded.Where(c => !"-()./".Contains(c)));
        return
            folded.Length == 0
            || (digits.TrimStart('+') is { Length: > 0 } rest && digits.Length - rest.Length <= 1 && rest.All(char.IsAsciiDigit))
            ? digits
            : null;
    }

    /// <summary>
    /// The number as typed, then without an area code that was typed again, as in 852 85251234567, then behind the rest of a longer area
    /// code.
    /// </summary>
    private static IEnumerable<string> Candidates(Area area, string digits)
    {
        if (!digits.StartsWith('+'))
        {
            yield return digits;
        }

        foreach (var prefix in new[] { $"+{area.CallingCode}", $"00{area.CallingCode}", area.CallingCode })
        {
            if (digits.StartsWith(prefix, StringComparison.Ordinal) && digits.Length > prefix.Length)
            {
                yield return digits[prefix.Length..];
            }
        }

        if (area.Rest.Length > 0)
        {
            yield return area.Rest + digits;
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

    /// <summary>
    /// The plan of North America does not tell mobile from fixed lines, so those are accepted. Personal numbers (+44 70, +1 500) forward
    /// calls, not texts.
    /// </summary>
    private static bool CanReceiveTexts(Number number) =>
        Plans.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE;

    private static Refusal Invalid(string field, string problem) => new(RefusalCodes.InvalidPhone) { Errors = [new(field, problem)] };

    /// <summary>
    /// A calling code. <paramref name="Rest"/>: the first digits of the numbers of one territory, which tables of area codes list with it
    /// (1-684).
    /// </summary>
    private sealed record Area(string CallingCode, string Rest)
    {
        /// <summary>852, +852 and 00852 are the same.</summary>
        public static Area? Parse(string text)
        {
            var digits = (Digits(text) ?? "").TrimStart('+').TrimStart('0');
            if (Known.Contains(digits))
            {
                return new Area(digits, "");
            }

            // Calling codes are prefix-free, so at most one of the splits is one. Only territories that share one are told apart by more
            // digits.
            return Enumerable
                .Range(1, 3)
                .Where(length => length < digits.Length && digits.Length - length <= 6)
                .Where(length =>
                    Known.Contains(digits[..length])
                    && Plans.GetRegionCodesForCountryCode(int.Parse(digits[..length], CultureInfo.InvariantCulture)).Count > 1
                )
                .Select(length => new Area(digits[..length], digits[length..]))
                .FirstOrDefault();
        }
    }
}
