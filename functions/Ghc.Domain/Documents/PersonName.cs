using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents;

/// <summary>A person's name as on their document, in any script.</summary>
public sealed record PersonName
{
    /// <summary>In Unicode scalar values. The machine-readable zone has 39 places; the printed name may be longer.</summary>
    public const int MaxLength = 80;

    // Letters that show nothing (Hangul fillers): a name of these would be blank.
    private const string Blanks = "\u115F\u1160\u3164\uFFA0";
    private const string Hyphens = "-\u2010\u2011\uFF0D";
    private const string Apostrophes = "'\u2019\u2018\u02BC`\uFF07";
    private const string Stops = ".\uFF0E";

    // The zero of Chinese names (〇) is a letter there, though Unicode counts it among numbers.
    private const int IdeographicZero = 0x3007;

    private PersonName(string text)
    {
        Text = text;
        Key = NameForms.Key(text);
    }

    /// <summary>Trimmed, single spaces, NFC; otherwise as the person wrote it.</summary>
    public string Text { get; }

    /// <summary>Equal for two spellings of a name with its words in the same order. <see cref="Matches"/> accepts more.</summary>
    public string Key { get; }

    /// <summary>The first letter of each word and at most three stars: <c>A*** S***</c>, <c>王**</c>.</summary>
    public string Masked
    {
        get
        {
            var words = Text.Split(' ').Select(w => w.EnumerateRunes().Where(IsLetter).ToList()).Where(letters => letters.Count > 0);
            return string.Join(' ', words.Select(letters => letters[0] + new string('*', Math.Clamp(letters.Count - 1, 1, 3))));
        }
    }

    public static Outcome<PersonName> Parse(string? input)
    {
        if (string.IsNullOrWhiteSpace(input))
        {
            return Refusal.Invalid("", "name.missing");
        }

        // Four times the limit leaves room for decomposed letters, and bounds the work for what nobody is called.
        var trimmed = input.Trim();
        if (trimmed.Length > 4 * MaxLength)
        {
            return Refusal.Invalid("", "name.too-long");
        }

        if (!IsWritten(trimmed))
        {
            return Refusal.Invalid("", "name.characters");
        }

        var words = trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var name = new PersonName(string.Join(' ', words).Normalize(NormalizationForm.FormC));
        if (name.Text.EnumerateRunes().Count() > MaxLength)
        {
            return Refusal.Invalid("", "name.too-long");
        }

        // A name of which nothing is left to compare would match every other such name.
        return name.Key.Length > 0 ? name : Refusal.Invalid("", "name.characters");
    }

    /// <summary>
    /// True if both can be the name on one document: transliteration, order of words, spaces, hyphens, apostrophes and case do not matter.
    /// </summary>
    public bool Matches(PersonName other) => NameForms.Of(Text).Overlaps(NameForms.Of(other.Text));

    /// <summary>Masked, so that a name in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;

    /// <summary>Letters, their marks, and what stands between names; nothing invisible, no digits, no symbols.</summary>
    private static bool IsWritten(string text)
    {
        var afterLetter = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var mark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (mark ? !afterLetter : !IsLetter(rune) && !IsBetween(rune))
            {
                return false;
            }

            afterLetter = mark || IsLetter(rune);
        }

        return true;
    }

    private static bool IsLetter(Rune rune) =>
        (Rune.IsLetter(rune) || rune.Value == IdeographicZero) && !IsOneOf(Blanks, rune) && !IsOneOf(Apostrophes, rune);

    private static bool IsBetween(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator
            || IsOneOf(Hyphens, rune) || IsOneOf(Apostrophes, rune) || IsOneOf(Stops, rune) || IsOneOf(NameForms.Separators, rune);

    private static bool IsOneOf(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value);
}
