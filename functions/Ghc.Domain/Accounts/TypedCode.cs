using System.Globalization;
using System.Text;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>
/// The digits of a code from a text message, as people type and paste them: in groups, in brackets, full width, or in the digits of their
/// script.
/// </summary>
public static class TypedCode
{
    /// <summary>ASCII digits, without anything that is neither letter nor number; a text that is no code stays as it is.</summary>
    public static string Fold(string code)
    {
        if (code.Length > AsciiText.MaxLength)
        {
            return code;
        }

        var digits = new StringBuilder();
        foreach (var rune in code.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                digits.Append((int)Rune.GetNumericValue(rune));
            }
            else if (Rune.IsLetter(rune) || Rune.IsNumber(rune) || rune == Rune.ReplacementChar || rune.Value == '+')
            {
                return code;
            }
        }

        return digits.Length > 0 ? digits.ToString() : code;
    }
}
