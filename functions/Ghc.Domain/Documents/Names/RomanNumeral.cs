using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents.Names;

/// <summary>The machine-readable zone has no digits in names; Roman numerals take their place.</summary>
internal static class RomanNumeral
{
    private static readonly (int Value, string Letters)[] Steps =
    [
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];

    /// <summary>3 and 3RD are III; a word that is no number stays as it is.</summary>
    public static string InPlaceOfDigits(string word) => NameCharacters.Numbers().Replace(word, match => Of(match.Value));

    private static string Of(string number)
    {
        var value = number.Where(char.IsDigit).Aggregate(0, (sum, digit) => (sum * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit));
        var roman = new StringBuilder();
        foreach (var (step, letters) in Steps)
        {
            for (; value >= step; value -= step)
            {
                roman.Append(letters);
            }
        }

        return roman.ToString();
    }
}
