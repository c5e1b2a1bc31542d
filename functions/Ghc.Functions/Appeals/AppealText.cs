using System.Globalization;
using System.Text;
using Ghc.Domain;
using Ghc.Functions.Places;

namespace Ghc.Functions.Appeals;

/// <summary>
/// Prose that a holder writes to officers, or an officer to a holder. Neither may hold a link: its reader trusts this service, and
/// would follow it.
/// </summary>
public static class AppealText
{
    public const int Longest = 1000;
    private const int Shortest = 10;

    public static Outcome<string> OfHolder(string? text) =>
        Parse(text).Refused(out var refusal, out var clean) ? refusal
        : new StringInfo(clean).LengthInTextElements < Shortest ? Refusal.Invalid("", "appeal.too-short")
        : clean;

    /// <summary>Null for none.</summary>
    public static string? OfOfficer(Form form, string? text) => text is null ? null : form.Take("message", Parse(text));

    private static Outcome<string> Parse(string? text)
    {
        // Keyboards put direction marks and joiners into text that its author cannot see.
        var clean = string.Concat(
                (text ?? "")
                    .ReplaceLineEndings("\n")
                    .EnumerateRunes()
                    .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            )
            .Trim();
        return clean.Length == 0 ? Refusal.Invalid("", "field.missing")
            : clean.Length > Longest ? Refusal.OutOfRange("", "text-length", 1, Longest)
            : !clean.EnumerateRunes().All(rune => rune.Value == '\n' || VisibleText.IsVisible(rune))
                ? Refusal.Invalid("", "field.characters")
            : VisibleText.HasLink(clean) ? Refusal.Invalid("", "field.link")
            : clean;
    }
}
