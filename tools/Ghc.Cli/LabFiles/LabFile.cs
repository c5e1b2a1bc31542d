using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Cli.LabFiles;

/// <summary>Reads a laboratory's file in any of the formats, and says what each of its rows becomes.</summary>
public sealed class LabFile(Screen screen)
{
    private readonly Option<LabFileFormat?> format = new("--format")
    {
        Description = "json (ours or FHIR), fhir, hl7, csv or excel. Told apart by the content if left out.",
    };

    private readonly Option<string> laboratory = new("--laboratory")
    {
        Description = "The laboratory, for FHIR, HL7 v2 and tables that name none; else that of --kid.",
    };

    private readonly Option<string[]> map = new("--map")
    {
        Description = "COLUMN=MEMBER: a column of a table and the member of a result that it holds. Can be repeated.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public IReadOnlyList<Option> Options => [format, laboratory, map];

    public Outcome<IReadOnlyList<FileRow>> Read(byte[] file, ParseResult arguments)
    {
        var from = arguments.GetValue(laboratory) ?? arguments.GetValue<string>("--kid")?.Split('/')[0];
        if (from is not null && !Sender.IsId(from))
        {
            return Refusal.Invalid("--laboratory", "message.laboratory");
        }

        var judged = new JudgedRows();
        var rows = (arguments.GetValue(format) ?? Guess(file)) switch
        {
            LabFileFormat.Hl7 => Rows(Hl7Messages.Read(file, from), judged),
            LabFileFormat.Csv => Table(
                TextEncodings.Decode(file) is { } text ? CsvTable.Read(text) : Refusal.Invalid("body", "body.encoding"),
                from,
                arguments,
                judged
            ),
            LabFileFormat.Excel => Table(ExcelTable.Read(file), from, arguments, judged),
            _ => RowFile.Read(file, (message, now) => judged.Add(LabMessages.Parse(message, now, from))),
        };
        judged.Write(screen);
        return rows;
    }

    /// <summary>JSON begins with a bracket, HL7 v2 with a segment; a table has a separator in one of its first lines.</summary>
    internal static LabFileFormat Guess(byte[] file)
    {
        if (Hl7Messages.IsMeant(file))
        {
            return LabFileFormat.Hl7;
        }

        if (ExcelTable.IsMeant(file))
        {
            return LabFileFormat.Excel;
        }

        var start = TextEncodings.Decode(file)?.TrimStart() ?? "";
        return start is not ['{' or '[', ..] && start.Split('\n').Take(10).Any(line => line.AsSpan().ContainsAny(CsvTable.Separators))
            ? LabFileFormat.Csv
            : LabFileFormat.Json;
    }

    private Outcome<IReadOnlyList<FileRow>> Table(Outcome<CsvTable> read, string? from, ParseResult arguments, JudgedRows judged)
    {
        if (
            read.Refused(out var refusal, out var table)
            || CsvColumns.Find(table, arguments.GetValue(map) ?? []).Refused(out refusal, out var columns)
        )
        {
            return refusal;
        }

        if (columns.Unused.Count > 0)
        {
            screen.Say($"Columns that are not used: {string.Join(", ", columns.Unused)}");
        }

        return Rows(table.Rows.Select(row => CsvRows.Map(row, table, columns, from)).ToArray(), judged);
    }

    private static Outcome<IReadOnlyList<FileRow>> Rows(Outcome<IReadOnlyList<MappedRow>> mapped, JudgedRows judged) =>
        LabMessages.Judge(mapped, TimeProvider.System.GetUtcNow()).Refused(out var refusal, out var rows)
            ? refusal
            : judged.Add(rows).ToArray();
}

public enum LabFileFormat
{
    Json,
    Fhir,
    Hl7,
    Csv,
    Excel,
}
