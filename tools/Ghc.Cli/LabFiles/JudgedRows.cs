using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Platform.Json;
using Spectre.Console;

namespace Ghc.Cli.LabFiles;

/// <summary>
/// The rows of a file as the service's own reader judges them, so that a row that is good here is good there. Counts rows and collects
/// their remarks.
/// </summary>
internal sealed class JudgedRows
{
    private readonly Table remarks = new Table().AddColumns("Row", "Accession", "Remarks");
    private int count;

    public IEnumerable<FileRow> Add(Outcome<IReadOnlyList<LabRow>> rows) =>
        rows.Refused(out var refusal, out var judged) ? [Refuse(refusal)] : Add(judged);

    public IEnumerable<FileRow> Add(IEnumerable<LabRow> rows) => rows.Select(Add);

    /// <summary>A table of the rows that count although something is wrong with them; nothing if there are none.</summary>
    public void Write(Screen screen)
    {
        if (remarks.Rows.Count > 0)
        {
            screen.Talk.Write(remarks.Caption("These rows count. docs/messages.md says what to do."));
        }
    }

    private FileRow Refuse(Refusal refusal)
    {
        count++;
        return new FileRow(refusal);
    }

    private FileRow Add(LabRow row)
    {
        count++;
        if (row.Result.Refused(out var wrong, out var reported))
        {
            return new FileRow(wrong) { Accession = row.Accession };
        }

        if (Words.OfFlags(reported.Result.Remarks) is { } words)
        {
            remarks.AddRow($"{count}", Markup.Escape(reported.Result.Accession), string.Join(", ", words));
        }

        return new FileRow(row.Message) { Accession = row.Accession };
    }
}
