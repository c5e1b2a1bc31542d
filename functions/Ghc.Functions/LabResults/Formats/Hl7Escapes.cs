using System.Text;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Escape sequences of HL7 v2 (chapter 2, "Use of escape sequences in text fields").</summary>
internal static class Hl7Escapes
{
    public static string Read(string text, Hl7Syntax syntax)
    {
        if (!text.Contains(syntax.Escape, StringComparison.Ordinal))
        {
            return text;
        }

        var read = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            var end = text[at] == syntax.Escape ? text.IndexOf(syntax.Escape, at + 1) : -1;
            if (end < 0)
            {
                read.Append(text[at++]);
                continue;
            }

            read.Append(Meaning(text[(at + 1)..end], syntax));
            at = end + 1;
        }

        return read.ToString();
    }

    private static string Meaning(string sequence, Hl7Syntax syntax) =>
        sequence switch
        {
            "F" => syntax.Field.ToString(),
            "S" => syntax.Component.ToString(),
            "T" => syntax.Subcomponent.ToString(),
            "R" => syntax.Repetition.ToString(),
            "E" => syntax.Escape.ToString(),
            ".br" or ".sp" => "\n",
            ['X', .. var digits] => Bytes(digits, syntax.Encoding),

            // Highlighting, and sequences that senders define themselves.
            _ => "",
        };

    private static string Bytes(string digits, Encoding encoding) =>
        digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? encoding.GetString(Convert.FromHexString(digits)) : "";
}
