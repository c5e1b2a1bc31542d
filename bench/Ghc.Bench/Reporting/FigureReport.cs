using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Ghc.Bench.Reporting;

/// <summary>All figures of a run: on the console, as JSON, and in docs/performance.md.</summary>
public static class FigureReport
{
    public static async Task WriteAsync(IReadOnlyList<Figure> figures, OutputFolders output, IAnsiConsole console, CancellationToken cancellation)
    {
        Show(figures, console);
        await output.WriteResultsAsync("figures", figures, cancellation);
        var bars = figures.Where(figure => figure.Goal is not null)
            .Select(figure => new Bar($"{figure.Id} {figure.Goal}", figure.Ratio.Median, figure.Ratio.Low, figure.Ratio.High, figure.Goal!.Value, figure.Missed));
        var picture = await output.WriteChartAsync(
            "figures", SvgChart.Bars("Ratios against their goals (dashed)", [.. bars]), "Every ratio as a bar with its spread, and its goal as a dashed mark.", cancellation);
        await output.WriteSectionAsync("figures", Markdown(figures, picture), cancellation);
    }

    private static void Show(IReadOnlyList<Figure> figures, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "ratio", "spread", "goal", "");
        foreach (var figure in figures)
        {
            var verdict = figure.Goal is null ? "" : figure.Missed ? "[red]MISSED[/]" : "[green]met[/]";
            table.AddRow(Markup.Escape(figure.Id), Number(figure.Ratio.Median), Range(figure.Ratio), $"{figure.Goal}", verdict);
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{figures.Count(figure => figure.Goal is not null)} figures with a goal, {figures.Count(figure => figure.Missed)} missed.");
    }

    private static string Markdown(IReadOnlyList<Figure> figures, string picture)
    {
        var text = new StringBuilder()
            .AppendLine("Written by `make bench`; edits between the markers are lost.")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{figures.Count(figure => figure.Goal is not null)} figures with a goal, {figures.Count(figure => figure.Missed)} missed.")
            .AppendLine()
            .AppendLine(picture)
            .AppendLine()
            .AppendLine("| figure | this | ÷ that | median | quartiles | rounds | goal | |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var figure in figures)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{figure.Id}` | {figure.Ours} | {figure.Against} | {Number(figure.Ratio.Median)} | {Range(figure.Ratio)} | {figure.Ratio.Rounds} | {figure.Goal} | {(figure.Missed ? "**MISSED**" : figure.Verdict)} |");
        }

        return text.ToString();
    }

    private static string Range(Spread spread) => $"{Number(spread.Low)} – {Number(spread.High)}";

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
