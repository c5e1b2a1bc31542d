using Ghc.Domain;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>A row that cannot be sent: its number in the file, where it begins, what it is about, and why.</summary>
public sealed record RefusedRow(int Row, string? Place, string? Accession, IReadOnlyList<RowProblem> Problems);

public sealed record RowProblem(string Field, string Problem, string Text);

/// <summary>What the rows of a file are: good ones, by text, and those that are refused.</summary>
public sealed record SendReport(IReadOnlyList<string> Good, IReadOnlyList<RefusedRow> Refused)
{
    public static SendReport Of(IReadOnlyList<FileRow> rows)
    {
        var good = new List<string>();
        var refused = new List<RefusedRow>();
        foreach (var (index, row) in rows.Index())
        {
            if (row.Message.Refused(out var why, out var message) || TooLarge(message).Refused(out why, out message))
            {
                refused.Add(
                    new RefusedRow(
                        index + 1,
                        row.Place,
                        row.Accession,
                        [.. why.Errors.Select(error => new RowProblem(error.Field, error.Problem, Screen.Describe(error)))]
                    )
                );
            }
            else
            {
                good.Add(message);
            }
        }

        return new SendReport(good, refused);
    }

    public int Show(Screen screen, string done, int count) =>
        screen.Answer(
            new Dictionary<string, object> { [done] = count, ["refused"] = Refused },
            console =>
            {
                if (Refused.Count > 0)
                {
                    console.Write(Table());
                }

                console.MarkupLineInterpolated($"{count} {done}, {Refused.Count} refused");
            },
            Refused.Count == 0 ? ExitCodes.Done : ExitCodes.SomeRefused
        );

    private Table Table()
    {
        var table = new Table().AddColumns("Row", "Field", "Problem", "Accession", "Place");
        foreach (var (row, problem) in Refused.SelectMany(row => row.Problems.Select(problem => (row, problem))))
        {
            table.AddRow(
                $"{row.Row}",
                Markup.Escape(problem.Field),
                Markup.Escape(problem.Text),
                Markup.Escape(row.Accession ?? ""),
                Markup.Escape(row.Place ?? "")
            );
        }

        return table;
    }

    /// <summary>No message can hold such a row, signed or not. A letter beyond ASCII is written as six bytes.</summary>
    private static Outcome<string> TooLarge(string message) =>
        message.Sum(c => char.IsAscii(c) ? 1 : 6) > SendFile.MaxRowBytes ? Refusal.Invalid("body", "body.too-large") : message;
}
