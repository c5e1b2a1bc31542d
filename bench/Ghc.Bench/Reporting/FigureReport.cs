using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Ghc.Bench.Reporting;

/// <summary>All figures of a run: on the console, as JSON, and in docs/performance.md.</summary>
public static class FigureReport
{
    public static async Task WriteAsync(
        IReadOnlyList<Figure> figures,
        OutputFolders output,
        IAnsiConsole console,
        CancellationToken cancellation
    )
    {
        Show(figures, console);
        await output.WriteResultsAsync("figures", figures, cancellation);
        var pictures = new List<string>();
        if (figures.Any(figure => figure.Goal is not null))
        {
            pictures.Add(
                await output.WriteChartAsync(
                    "figures",
                    Goals(figures),
                    "Every ratio as a part of its goal: the bar with its spread, the goal as a dashed mark.",
                    cancellation
                )
            );
        }

        if (figures.Any(figure => figure.Id == "sweep-1m"))
        {
            pictures.Add(
                await output.WriteChartAsync(
                    "sweep",
                    Growth(figures),
                    "Holders a second of CPU, of sweeps from a thousand to a million holders, against ten thousand.",
                    cancellation
                )
            );
        }

        await output.WriteSectionAsync("figures", Markdown(figures, string.Join("\n\n", pictures)), cancellation);
    }

    /// <summary>On one scale, though goals are of all sizes: as a part of the goal, and no longer than three times.</summary>
    private static string Goals(IReadOnlyList<Figure> figures)
    {
        const double longest = 3;
        return SvgChart.Bars(
            "Ratios as parts of their goals (dashed; orange: missed)",
            [
                .. figures
                    .Where(figure => figure.Goal is not null)
                    .Select(figure =>
                    {
                        double Part(double value) => Math.Min(value / figure.Goal!.Value, longest);
                        return new Bar(
                            $"{figure.Id} {figure.Goal}",
                            Part(figure.Ratio.Median),
                            Part(figure.Ratio.Low),
                            Part(figure.Ratio.High),
                            1,
                            figure.Missed,
                            Number(figure.Ratio.Median)
                        );
                    }),
            ]
        );
    }

    private static string Growth(IReadOnlyList<Figure> figures)
    {
        double Of(string id) => figures.Single(figure => figure.Id == id).Ratio.Median;
        return SvgChart.Lines(
            "Sweep: holders a second of CPU, against a sweep of 10,000",
            "holders",
            "ratio",
            [
                new Series(
                    "holders a second of CPU",
                    [(1_000, Of("sweep-1k")), (10_000, 1), (100_000, Of("sweep-100k")), (1_000_000, Of("sweep-1m"))]
                ),
            ],
            logarithmic: true
        );
    }

    private static void Show(IReadOnlyList<Figure> figures, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "ratio", "spread", "goal", "");
        foreach (var figure in figures)
        {
            var verdict =
                figure.Goal is null ? ""
                : figure.Missed ? "[red]MISSED[/]"
                : "[green]met[/]";
            table.AddRow(Markup.Escape(figure.Id), Number(figure.Ratio.Median), Range(figure.Ratio), $"{figure.Goal}", verdict);
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            $"{figures.Count(figure => figure.Goal is not null)} figures with a goal, {figures.Count(figure => figure.Missed)} missed."
        );
    }

    private static string Markdown(IReadOnlyList<Figure> figures, string pictures)
    {
        var text = new StringBuilder()
            .AppendLine("Written by `make bench`; edits between the markers are lost.")
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{figures.Count(figure => figure.Goal is not null)} figures with a goal, {figures.Count(figure => figure.Missed)} missed."
            )
            .AppendLine()
            .AppendLine(pictures)
            .AppendLine()
            .AppendLine("| figure | this | ÷ that | median | quartiles | rounds | goal | |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var figure in figures)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{figure.Id}` | {figure.Ours} | {figure.Against} | {Number(figure.Ratio.Median)} | {Range(figure.Ratio)} | {figure.Ratio.Rounds} | {figure.Goal} | {(figure.Missed ? "**MISSED**" : figure.Verdict)} |"
            );
        }

        return text.ToString();
    }

    private static string Range(Spread spread) => $"{Number(spread.Low)} – {Number(spread.High)}";

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
