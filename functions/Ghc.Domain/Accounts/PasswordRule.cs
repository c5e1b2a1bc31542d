using System.Globalization;
using System.Text;

namespace Ghc.Domain.Accounts;

/// <summary>
/// The password rule of the guide: 8 to 16 characters with a digit, a letter and a special character; and not one that everybody tries
/// first.
/// </summary>
public static class PasswordRule
{
    public const int MinLength = 8;
    public const int MaxLength = 16;

    /// <summary>
    /// The parts that were not met, of <c>length</c>, <c>digit</c>, <c>letter</c>, <c>special</c>, <c>common</c> and <c>characters</c>;
    /// empty if the password is good.
    /// </summary>
    public static IReadOnlyList<string> Unmet(string password)
    {
        var runes = password.EnumerateRunes().ToList();
        return
        [
            .. When(runes.Count is < MinLength or > MaxLength, "length"),
            .. When(!runes.Any(Rune.IsDigit), "digit"),
            .. When(!runes.Any(Rune.IsLetter), "letter"),
            .. When(!runes.Any(r => !Rune.IsLetterOrDigit(r) && !IsUnprintable(r)), "special"),
            .. When(runes.Count <= MaxLength && (CommonPasswords.Contains(password) || LeakedPasswords.Contains(password)), "common"),
            .. When(runes.Any(IsUnprintable), "characters"),
        ];
    }

    private static IEnumerable<string> When(bool unmet, string key) => unmet ? [key] : [];

    /// <summary>
    /// Controls and lone surrogates (read as U+FFFD) get lost between keyboards and encodings: such a password may never work again.
    /// </summary>
    private static bool IsUnprintable(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned;
}
