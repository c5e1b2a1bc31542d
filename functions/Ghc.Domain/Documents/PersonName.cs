using System.Text;
using Ghc.Domain.Documents.Names;

namespace Ghc.Domain.Documents;

/// <summary>A person's name as on their document, in any script.</summary>
public sealed record PersonName
{
    /// <summary>In Unicode scalar values. The machine-readable zone has 39 places; the printed name may be longer.</summary>
    public const int MaxLength = 80;

    /// <summary>What forms and systems write where there is no name.</summary>
    private static readonly string[] Placeholders = ["N/A", "N / A", "LNU/FNU", "FNU/LNU"];

    private PersonName(string text) => Text = text;

    /// <summary>Single spaces, NFC, no invisible characters, no fillers; otherwise as the person wrote it.</summary>
    public string Text { get; }

    /// <summary>The first letter of each word and at most three stars: <c>A*** S***</c>, <c>王**</c>.</summary>
    public string Masked
    {
        get
        {
            var words = Text.Split(' ')
                .Select(w => w.EnumerateRunes().Where(NameCharacters.IsLetter).ToList())
                .Where(letters => letters.Count > 0);
            return string.Join(' ', words.Select(letters => letters[0] + new string('*', Math.Clamp(letters.Count - 1, 1, 3))));
        }
    }

    public static Outcome<PersonName> Parse(string? input)
    {
        // Four times the limit leaves room for decomposed letters, and bounds the work for what nobody is called.
        if (input?.Trim() is { Length: > 4 * MaxLength })
        {
            return Refusal.Invalid("", "name.too-long");
        }

        var tidy = NameCharacters.Tidy(MachineReadableZone.Name(NameCharacters.Tidy(input ?? "")));
        if (tidy.Length == 0 || Placeholders.Contains(tidy, StringComparer.OrdinalIgnoreCase))
        {
            return Refusal.Invalid("", "name.missing");
        }

        if (!NameCharacters.AreName(tidy) || !NameLetters.CanSpell(tidy))
        {
            return Refusal.Invalid("", "name.characters");
        }

        var name = new PersonName(tidy.Normalize(NormalizationForm.FormC));
        return name.Text.EnumerateRunes().Count() > MaxLength ? Refusal.Invalid("", "name.too-long") : name;
    }

    /// <summary>True if both can be the name on one document, however documents, borders, airlines and people write it.</summary>
    public bool Matches(PersonName other) => NameComparison.Match(Text, other.Text);

    /// <summary>True if this is one of the names of a person: documents carry a name in letters and may carry one in characters.</summary>
    public bool MatchesAny(IEnumerable<PersonName> names) => names.Any(Matches);

    /// <summary>Masked, so that a name in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;
}
