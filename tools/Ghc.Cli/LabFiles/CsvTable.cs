using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ghc.Domain;

namespace Ghc.Cli.LabFiles;

/// <summary>A line of a table; <paramref name="IsBroken"/> if its quotes do not close or it has more fields than the header.</summary>
public sealed record CsvLine(int Line, IReadOnlyList<string> Fields, string Raw, bool IsBroken);

/// <summary>A table whose first line names its columns.</summary>
public sealed record CsvTable(IReadOnlyList<string> Header, IReadOnlyList<CsvLine> Rows)
{
    private const string Separators = ",;\t";

    public static Outcome<CsvTable> Read(string text)
    {
        var (body, separator, skipped) = FindSeparator(text);
        var broken = false;
        using var parser = new CsvParser(new StringReader(body), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => broken = true,
        });
        var lines = new List<CsvLine>();
        while (parser.Read())
        {
            var fields = parser.Record!;

            // A quote that does not close swallows the lines after it, so a field of several lines is broken too.
            var isBroken = broken || fields.Any(field => field.AsSpan().ContainsAny('\r', '\n')) || (lines.Count > 0 && fields.Length > lines[0].Fields.Count);
            if (fields.Any(field => field.Length > 0))
            {
                var raw = parser.RawRecord.TrimEnd('\r', '\n');
                lines.Add(new CsvLine(parser.RawRow - raw.Count(c => c == '\n') + skipped, fields, raw, isBroken));
            }

            broken = false;
        }

        return Of(lines);
    }

    public static Outcome<CsvTable> Of(IReadOnlyList<CsvLine> lines) =>
        lines is not [{ IsBroken: false } header, ..] ? Refusal.Invalid("body", "csv.row")
        : lines.Count == 1 ? Refusal.Invalid("body", "message.no-result")
        : new CsvTable(header.Fields, [.. lines.Skip(1)]);

    /// <summary>Excel can write the separator into a line of its own. Else it is the one that the header has most of.</summary>
    private static (string Body, char Separator, int Skipped) FindSeparator(string text)
    {
        var first = text.Split('\n')[0].TrimEnd('\r');
        return first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var said]
            ? (text[Math.Min(text.Length, first.Length + (text.AsSpan(first.Length).StartsWith("\r\n") ? 2 : 1))..], said, 1)
            : (text, Separators.MaxBy(candidate => first.Count(c => c == candidate)), 0);
    }
}
