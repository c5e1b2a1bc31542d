using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ghc.Domain;

namespace Ghc.Cli.LabFiles;

/// <summary>A line of a table; <paramref name="IsBroken"/> if its quotes do not close or it has more fields than the header.</summary>
public sealed record CsvLine(int Line, IReadOnlyList<string> Fields, string Raw, bool IsBroken);

/// <summary>A table with a line that names its columns.</summary>
public sealed record CsvTable(IReadOnlyList<string> Header, IReadOnlyList<CsvLine> Rows)
{
    internal const string Separators = ",;\t|";

    /// <summary>How far down titles may push the header.</summary>
    private const int MostTitles = 10;

    public static Outcome<CsvTable> Read(string text)
    {
        var (body, separator, skipped) = FindSeparator(text);
        var broken = false;
        using var parser = new CsvParser(
            new StringReader(body),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator.ToString(),
                TrimOptions = TrimOptions.Trim,
                BadDataFound = _ => broken = true,
            }
        );
        var lines = new List<CsvLine>();
        while (parser.Read())
        {
            var fields = parser.Record!;
            if (fields.Any(field => field.Length > 0))
            {
                // A quote that does not close swallows the lines after it, so a field of several lines is broken too.
                var raw = parser.RawRecord.TrimEnd('\r', '\n');
                lines.Add(
                    new CsvLine(
                        parser.RawRow - raw.Count(c => c == '\n') + skipped,
                        fields,
                        raw,
                        broken || fields.Any(field => field.AsSpan().ContainsAny('\r', '\n'))
                    )
                );
            }

            broken = false;
        }

        return Of(lines);
    }

    /// <summary>The first line of more than one field is the header; titles above it are passed over.</summary>
    public static Outcome<CsvTable> Of(IReadOnlyList<CsvLine> lines)
    {
        var at = Math.Max(0, lines.Take(MostTitles).ToList().FindIndex(line => line.Fields.Count(field => field.Length > 0) > 1));
        return lines.Count == 0 || lines[at].IsBroken ? Refusal.Invalid("body", "csv.row")
            : lines.Count == at + 1 ? Refusal.Invalid("body", "message.no-result")
            : new CsvTable(
                lines[at].Fields,
                [
                    .. lines
                        .Skip(at + 1)
                        .Select(line =>
                            line with
                            {
                                IsBroken = line.IsBroken || line.Fields.Skip(lines[at].Fields.Count).Any(field => field.Length > 0),
                            }
                        ),
                ]
            );
    }

    /// <summary>Excel can write the separator into a line of its own. Else it is the one that the first lines have most of.</summary>
    private static (string Body, char Separator, int Skipped) FindSeparator(string text)
    {
        var first = text.Split('\n')[0].TrimEnd('\r');
        if (first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var said])
        {
            return (text[Math.Min(text.Length, first.Length + (text.AsSpan(first.Length).StartsWith("\r\n") ? 2 : 1))..], said, 1);
        }

        var start = string.Concat(text.Split('\n').Take(MostTitles));
        return (text, Separators.MaxBy(candidate => start.Count(c => c == candidate)), 0);
    }
}
