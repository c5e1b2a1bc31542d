using System.Text;
using System.Text.RegularExpressions;
using Ghc.Domain;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>One message of HL7 v2: its segments, the first of which is MSH.</summary>
internal sealed record Hl7Message(IReadOnlyList<Hl7Segment> Segments)
{
    public Hl7Segment Header => Segments[0];
}

/// <summary>
/// Cuts bytes into messages: segments that end in CR, LF or both, with or without the frames of MLLP and the segments of a batch. Each
/// message is decoded as its own MSH-18 says.
/// </summary>
internal static partial class Hl7File
{
    /// <summary>A message, or why it cannot be read, with its line.</summary>
    public static IEnumerable<(int Line, Outcome<Hl7Message> Message)> Messages(byte[] bytes)
    {
        // Every byte is a character of Latin-1, and no character set of HL7 has a delimiter of segments inside a character.
        var lines = LineEnd()
            .Split(Encoding.Latin1.GetString(Hl7Encodings.WithoutMark(bytes)))
            .Select(line => line.Trim('\v', '\x1c', ' ', '\t'))
            .ToList();
        var message = new List<(int Line, string Text)>();
        foreach (var (index, text) in lines.Index())
        {
            if (text.StartsWith("MSH", StringComparison.Ordinal) && message.Count > 0)
            {
                yield return (message[0].Line, Read(message));
                message.Clear();
            }

            if (text.Length > 0 && text[..Math.Min(3, text.Length)] is not ("FHS" or "BHS" or "BTS" or "FTS"))
            {
                message.Add((index + 1, text));
            }
        }

        if (message.Count > 0)
        {
            yield return (message[0].Line, Read(message));
        }
    }

    private static Outcome<Hl7Message> Read(List<(int Line, string Text)> lines)
    {
        if (
            lines[0].Text is not ['M', 'S', 'H', var field, var component, var repetition, var escape, var subcomponent, ..]
            || !AreDelimiters(field, component, repetition, escape, subcomponent)
        )
        {
            return Refusal.Invalid("MSH", "hl7.header");
        }

        var plain = new Hl7Segment(
            lines[0].Text,
            lines[0].Line,
            new Hl7Syntax(field, component, repetition, escape, subcomponent, Encoding.Latin1)
        );
        var raw = lines.Select(line => Encoding.Latin1.GetBytes(line.Text)).ToList();
        if (Hl7Encodings.Of(plain.Value(18), raw) is not { } encoding)
        {
            return Refusal.Invalid(plain.Place(18), "hl7.charset");
        }

        var syntax = new Hl7Syntax(field, component, repetition, escape, subcomponent, encoding);
        return new Hl7Message([.. lines.Zip(raw, (line, text) => new Hl7Segment(encoding.GetString(text), line.Line, syntax))]);
    }

    private static bool AreDelimiters(params char[] characters) =>
        characters.Distinct().Count() == characters.Length && !characters.Any(char.IsLetterOrDigit);

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnd();
}
