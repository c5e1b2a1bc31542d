using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents;

/// <summary>
/// Reads fields and whole lines of a machine-readable zone (ICAO Doc 9303 parts 4 and 5), where <c>&lt;</c> is the filler: borders forward
/// what their readers read.
/// </summary>
internal static partial class MachineReadableZone
{
    private const char Filler = '<';

    /// <summary>Places for a name: 39 in a passport, 30 on a card.</summary>
    public static readonly int[] NamePlaces = [39, 30];

    /// <summary>The name with a comma after the surname, as documents print it. Text without fillers stays as it is.</summary>
    public static string Name(string text)
    {
        var zone = text.Replace('\uFF1C', Filler);
        if (!zone.Contains(Filler, StringComparison.Ordinal))
        {
            return text;
        }

        zone = NameLine(zone);
        var line = UpperLine().Match(zone);
        var name = line.Success ? line.Groups["name"].Value : zone;
        return SingleFiller().Replace(DoubleFiller().Replace(name.Trim(Filler, ' '), ", "), " ");
    }

    /// <summary>
    /// The line with the name, if all lines of a zone are there: the first of a passport's two, the last of a card's three.
    /// </summary>
    private static string NameLine(string zone) =>
        zone.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [{ Length: 44 or 36 } first, var second] when first.Length == second.Length => first,
            [{ Length: 30 } first, var second, var third] when first.Length == second.Length && second.Length == third.Length => third,
            _ => zone,
        };

    /// <summary>
    /// The number without fillers, from the field alone, with its check digit behind fillers, or from the line that holds it. Null if a
    /// check digit is wrong.
    /// </summary>
    public static string? Number(string text)
    {
        if (PassportLine().Match(text) is { Success: true } passport)
        {
            return Checked(passport);
        }

        if (CardLine().Match(text) is { Success: true } card)
        {
            return Checked(card);
        }

        return NumberField().Match(text) is { Success: true } field ? Checked(field) : text;
    }

    private static string? Checked(Match match)
    {
        var (number, check) = (match.Groups["number"].Value.TrimEnd(Filler), match.Groups["check"].Value);
        return check.Length == 0 || check[0] - '0' == CheckDigit(number) ? number : null;
    }

    /// <summary>Weights 7, 3, 1; letters count from 10, fillers 0 (part 3, section 4.9).</summary>
    private static int CheckDigit(string number)
    {
        int[] weights = [7, 3, 1];
        return number
                .Select(
                    (c, place) =>
                        weights[place % 3]
                        * (
                            char.IsAsciiDigit(c) ? c - '0'
                            : c == Filler ? 0
                            : c - 'A' + 10
                        )
                )
                .Sum() % 10;
    }

    /// <summary>Kind of document, issuing state, then the name up to the end of the line.</summary>
    [GeneratedRegex(@"\A(?:(?=.{44}\z|.{36}\z)[A-Z][A-Z<][A-Z<]{3}|[PV]<(?=.{3}[A-Z].*<<)[A-Z][A-Z<]{2})(?<name>[A-Z].*)\z")]
    private static partial Regex UpperLine();

    [GeneratedRegex(@"\A(?<number>[A-Z0-9<]{9})(?<check>[0-9])[A-Z<]{3}[A-Z0-9<]{31}\z")]
    private static partial Regex PassportLine();

    [GeneratedRegex(@"\A[A-Z][A-Z<][A-Z<]{3}(?<number>[A-Z0-9<]{9})(?<check>[0-9])[A-Z0-9<]{15}\z")]
    private static partial Regex CardLine();

    [GeneratedRegex(@"\A(?<number>[A-Z0-9]+)<+(?<check>[0-9]?)\z")]
    private static partial Regex NumberField();

    [GeneratedRegex("<{2,}")]
    private static partial Regex DoubleFiller();

    [GeneratedRegex("<")]
    private static partial Regex SingleFiller();
}
