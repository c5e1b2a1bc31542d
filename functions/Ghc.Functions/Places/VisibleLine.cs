using Ghc.Domain;

namespace Ghc.Functions.Places;

/// <summary>
/// One line of visible text that others read at gates, in lists and in text messages, such as the name of a place or of an inspector.
/// </summary>
public static class VisibleLine
{
    /// <summary>Trimmed; refused with a problem of the line itself, for the field that it came in.</summary>
    public static Outcome<string> Parse(string? text, int most)
    {
        var line = text?.Trim() ?? "";
        return line.Length == 0 ? Refusal.Invalid("", "field.missing")
            : line.Length > most ? Refusal.OutOfRange("", "text-length", 1, most)
            : !line.EnumerateRunes().All(VisibleText.IsVisible) ? Refusal.Invalid("", "field.characters")
            : VisibleText.HasLink(line) ? Refusal.Invalid("", "field.link")
            : VisibleText.HasLookAlike(line) ? Refusal.Invalid("", "field.look-alike")
            : line;
    }
}
