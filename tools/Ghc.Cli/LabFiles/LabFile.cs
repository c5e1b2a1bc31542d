using System.CommandLine;
using System.Text;
using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;

namespace Ghc.Cli.LabFiles;

/// <summary>Reads a laboratory's file in any of the formats, and says what each of its rows becomes.</summary>
public sealed class LabFile(Screen screen)
{
    private readonly Option<LabFileFormat?> format = new("--format")
    {
        Description = "json (ours or FHIR), fhir, hl7 or csv. Told apart by the content if left out.",
    };

    private readonly Option<string> laboratory = new("--laboratory")
    {
        Description = "The laboratory, for FHIR, HL7 v2 and CSV that name none; else that of --kid.",
    };

    private readonly Option<string[]> map = new("--map")
    {
        Description = "COLUMN=MEMBER: a column of a CSV file and the member of a result that it holds. Can be repeated.",
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

        return (arguments.GetValue(format) ?? Guess(file)) switch
        {
            LabFileFormat.Hl7 => Rows(Hl7Messages.Read(file, from)),
            LabFileFormat.Csv => ReadCsv(file, from, arguments.GetValue(map) ?? []),
            _ => RowFile.Read(file, (message, now) => Texts(LabMessages.Parse(message, now, from))),
        };
    }

    /// <summary>JSON begins with a bracket, HL7 v2 with a segment; a table has a separator in its first line.</summary>
    internal static LabFileFormat Guess(byte[] file)
    {
        if (Hl7Messages.IsMeant(file))
        {
            return LabFileFormat.Hl7;
        }

        var start = FileEncodings.Decode(file)?.TrimStart() ?? "";
        return start is not ['{' or '[', ..] && start.Split('\n')[0].AsSpan().ContainsAny(",;\t") ? LabFileFormat.Csv : LabFileFormat.Json;
    }

    private Outcome<IReadOnlyList<FileRow>> ReadCsv(byte[] file, string? from, string[] maps)
    {
        if (FileEncodings.Decode(file) is not { } text)
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        if (CsvTable.Read(text).Refused(out var refusal, out var table) || CsvColumns.Find(table, maps).Refused(out refusal, out var columns))
        {
            return refusal;
        }

        if (columns.Unused.Count > 0)
        {
            screen.Say($"Columns that are not used: {string.Join(", ", columns.Unused)}");
        }

        return Rows(table.Rows.Select(row => CsvRows.Map(row, table, columns, from)).ToArray());
    }

    private Outcome<IReadOnlyList<FileRow>> Rows(Outcome<IReadOnlyList<MappedRow>> rows) =>
        LabMessages.Judge(rows, TimeProvider.System.GetUtcNow()).Refused(out var refusal, out var judged) ? refusal : Texts(judged).ToArray();

    private IEnumerable<FileRow> Texts(Outcome<IReadOnlyList<LabRow>> rows) =>
        rows.Refused(out var refusal, out var judged) ? [new FileRow(refusal)] : Texts(judged);

    /// <summary>The service's own reader judged them, so that a row that is good here is good there.</summary>
    private IEnumerable<FileRow> Texts(IEnumerable<LabRow> rows) => rows.Select(row =>
    {
        if (row.Result.Refused(out var wrong, out var reported))
        {
            return new FileRow(wrong) { Accession = row.Accession };
        }

        if (Words.OfFlags(reported.Result.Remarks) is { } remarks)
        {
            screen.Say($"{reported.Result.Accession} counts, but: {string.Join(", ", remarks)}");
        }

        return new FileRow(row.Message) { Accession = row.Accession };
    });
}

public enum LabFileFormat
{
    Json,
    Fhir,
    Hl7,
    Csv,
}
