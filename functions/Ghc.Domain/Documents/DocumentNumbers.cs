using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents;

/// <summary>How the numbers of each type of document are written.</summary>
internal static partial class DocumentNumbers
{
    /// <summary>The number that stays for life, and the number of issuance, wherever it was written.</summary>
    public readonly record struct Parts(string Life, string? Issuance);

    public static Outcome<string> Fold(string? text)
    {
        if (text?.Trim().Length > AsciiText.MaxLength)
        {
            return Refusal.Invalid("", "id-number.too-long");
        }

        return AsciiText.Fold(text ?? "") switch
        {
            // The number of issuance in brackets: H01234567(02).
            [.. var number, '(', var tens and >= '0' and <= '9', var ones and >= '0' and <= '9', ')']
                when number.Length > 0 && number.All(char.IsAsciiLetterOrDigit) => $"{number}{tens}{ones}",
            "" => Refusal.Invalid("", "id-number.missing"),
            { } folded when MachineReadableZone.Number(folded) is { Length: > 0 } number && number.All(char.IsAsciiLetterOrDigit) => number,
            _ => Refusal.Invalid("", "id-number.characters"),
        };
    }

    /// <summary>Two digits, or empty if none was given: people write the second issue as "2", "02" or "(02)".</summary>
    public static Outcome<string> FoldIssuance(string? text) =>
        AsciiText.Fold(text ?? "") switch
        {
            "" => "",
            { } folded when IssuanceForm().Match(folded) is { Success: true } match => match.Groups["count"].Value.PadLeft(2, '0'),
            _ => Refusal.Invalid("", "issuance.form"),
        };

    /// <summary>
    /// ICAO Doc 9303 part 4 gives a passport number nine places in the machine-readable zone. Five characters and a digit are asked for so
    /// that a name or a year in the wrong field is noticed.
    /// </summary>
    public static Outcome<Parts> Passport(string number, string issuance)
    {
        var form = new Form();
        form.Require(number.Length is >= 5 and <= 9 && number.Any(char.IsAsciiDigit), "idNumber", "id-number.passport");
        form.Require(issuance.Length == 0, "issuanceNumber", "issuance.not-for-passport");
        return form.Refusal is { } refusal ? refusal : new Parts(number, null);
    }

    /// <summary>
    /// Since 2008-09-25 eight digits for life; before, the two digits of the issue count followed them (nia.gov.cn, 2020-09).
    /// </summary>
    public static Outcome<Parts> TaiwanPermit(string number, string issuance) =>
        Permit(TaiwanForm().Match(number), issuance, "id-number.taiwan-permit");

    /// <summary>
    /// Chinese nationals: H or M and eight digits for life, then two digits that count renewals (Ministry of Public Security). Others: HA
    /// or MA and seven digits for life, renewals printed apart (wsb.changzhou.gov.cn, 2024-07-01).
    /// </summary>
    public static Outcome<Parts> HongKongMacaoPermit(string number, string issuance) =>
        Permit(HongKongMacaoForm().Match(number), issuance, "id-number.hong-kong-macao-permit");

    private static Outcome<Parts> Permit(Match form, string issuance, string problem)
    {
        if (!form.Success)
        {
            return Refusal.Invalid("idNumber", problem);
        }

        var inside = form.Groups["count"].Value;
        if (inside.Length > 0 && issuance.Length > 0 && inside != issuance)
        {
            return Refusal.Invalid("issuanceNumber", "issuance.disagrees");
        }

        var known = inside.Length > 0 ? inside : issuance;
        return new Parts(form.Groups["life"].Value, known.Length > 0 ? known : null);
    }

    [GeneratedRegex(@"\A(\((?<count>[0-9]{1,2})\)|(?<count>[0-9]{1,2}))\z")]
    private static partial Regex IssuanceForm();

    [GeneratedRegex(@"\A(?<life>[0-9]{8})(?<count>[0-9]{2})?\z")]
    private static partial Regex TaiwanForm();

    [GeneratedRegex(@"\A((?<life>[HM][0-9]{8})(?<count>[0-9]{2})?|(?<life>[HM]A[0-9]{7}))\z")]
    private static partial Regex HongKongMacaoForm();
}
