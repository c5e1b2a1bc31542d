using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Letters to A–Z after the tables of ICAO Doc 9303 part 3, section 6 (Latin and Cyrillic). Latin letters with marks need no table: they
/// lose the mark when decomposed, but for those of <see cref="LetterChoices"/>, which stay. Han characters become one shape of theirs
/// (<see cref="HanVariants"/>); other scripts stay as they are and match only themselves.
/// <para>
/// Arabic has none on purpose, though section 6 has one: it spells محمد as MXHMD, while issuers print names as they sound (MOHAMMED) in
/// both zones (ICAO TAG/MRTD/20-WP/17, 2.1). It would let no bearer pass who does not pass already by the Latin name of the document.
/// </para>
/// </summary>
internal sealed class NameLetters
{
    private const string Latin = """
        Æ=AE Ð=D Þ=TH ß=SS ẞ=SS Ɖ=D Ħ=H ı=I ĸ=Q Ł=L Ŋ=N Œ=OE Ŧ=T Ə=E Ǖ=Ü Ǘ=Ü Ǚ=Ü Ǜ=Ü
        """;

    private const string Cyrillic = """
        А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH
        Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA І=I Ї=I Є=IE Ґ=G Ў=U Ђ=Đ Ѓ=G Ѕ=DZ Ј=J Љ=LJ Њ=NJ Ћ=C Ќ=K Џ=DZ Ѫ=U Ѵ=Y Ғ=G
        """;

    /// <summary>What to use when the language of a name is not known.</summary>
    public static readonly NameLetters International = new("");

    // The exceptions of the Cyrillic table. A name does not say its language, so each one is tried on the whole name. "^" starts a word.
    private static readonly NameLetters[] Languages =
    [
        International,
        new("Г=H Ё=IO"), // Belarusian
        new("Щ=SHT"), // Bulgarian
        new("Ѓ=GJ Ғ=GJ Ќ=KJ Џ=DJ Х=H Ц=C"), // Macedonian
        new("Ж=Z Х=H Ц=C Ч=C Ш=S"), // Serbian; ICAO also has Г=H, but Serbia writes G
        new("Г=H И=Y ^Є=YE ^Ї=YI ^Й=Y ^Ю=YU ^Я=YA"), // Ukrainian
    ];

    private readonly Dictionary<string, string> table = new(StringComparer.Ordinal);

    private NameLetters(string exceptions)
    {
        foreach (var entry in $"{Latin} {Cyrillic} {exceptions}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = entry.Split('=');
            table[sides[0]] = sides[1];
        }
    }

    /// <summary>The languages a name can be in, as far as it matters.</summary>
    public static IEnumerable<NameLetters> Readings(string text) =>
        text.Any(c => c is >= '\u0400' and <= '\u04FF') ? Languages : [International];

    /// <summary>False for a name of nothing but signs that no other alphabet has (Ь): nothing of it could be compared.</summary>
    public static bool CanSpell(string name) =>
        NameCharacters
            .Fold(name)
            .EnumerateRunes()
            .Any(rune => NameCharacters.IsLetter(rune) && International.Spell(Rune.ToUpperInvariant(rune).ToString()).Length > 0);

    /// <summary>Letters only. Expects an upper-case word in NFKC, so that letters such as Й are one code point.</summary>
    public string Spell(string word)
    {
        var spelled = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            var letter = HanVariants.Fold(rune).ToString();
            if (LetterChoices.Has(letter))
            {
                spelled.Append(letter);
            }
            else if (table.TryGetValue((spelled.Length == 0 ? "^" : "") + letter, out var latin) || table.TryGetValue(letter, out latin))
            {
                spelled.Append(latin);
            }
            else
            {
                spelled.Append(WithoutMarks(letter));
            }
        }

        return spelled.ToString();
    }

    /// <summary>
    /// Only the marks of Latin, Greek and Cyrillic are dropped: in other scripts a mark is a vowel or makes another letter (か, が).
    /// </summary>
    private static string WithoutMarks(string letter) =>
        string.Concat(letter.Normalize(NormalizationForm.FormD).EnumerateRunes().Where(IsKept));

    private static bool IsKept(Rune rune) =>
        rune.Value is < 0x02B0 or > 0x036F
        && Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;
}
