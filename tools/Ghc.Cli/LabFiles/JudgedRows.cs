using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Platform.Json;
using Spectre.Console;

namespace Ghc.Cli.LabFiles;

/// <summary>The rows of a file as the service's own reader judges them, so that a row that is good here is good there. Counts rows and collects their remarks.</summary>
internal sealed class JudgedRows
{
    private readonly Table remarks = new Table().AddColumns("Row", "Accession", "Remarks");
    private int count;

    public IEnumerable<Outcome<string>> Add(Outcome<IReadOnlyList<LabRow>> rows) =>
        rows.Refused(out var refusal, out var judged) ? [Refuse(refusal)] : Add(judged);

    public IEnumerable<Outcome<string>> Add(IEnumerable<LabRow> rows) => rows.Select(Add);

    /// <summary>A table of the rows that count although something is wrong with them; nothing if there are none.</summary>
    public void Write(IAnsiConsole console)
    {
        if (remarks.Rows.Count > 0)
        {
            console.Write(remarks.Caption("These rows count. docs/messages.md says what to do."));
        }
    }

    private Outcome<string> Refuse(Refusal refusal)
    {
        count++;
        return refusal;
    }

    private Outcome<string> Add(LabRow row)
    {
        count++;
        if (row.Result.Refused(out var wrong, out var reported))
        {
            return wrong;
        }

        if (Words.OfFlags(reported.Result.Remarks) is { } words)
        {
            remarks.AddRow($"{count}", Markup.Escape(reported.Result.Accession), string.Join(", ", words));
        }

        return row.Message;
    }
}
