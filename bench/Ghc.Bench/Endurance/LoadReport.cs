using System.Globalization;
using System.Text;
using Ghc.Bench.Reporting;
using Spectre.Console;

namespace Ghc.Bench.Endurance;

/// <summary>The run on the console, as JSON, and in docs/performance.md.</summary>
internal static class LoadReport
{
    public static async Task WriteAsync(LoadResults results, OutputFolders output, IAnsiConsole console, CancellationToken cancellation)
    {
        var text = Markdown(results);
        console.Profile.Out.Writer.WriteLine(text);
        await output.WriteResultsAsync("load", results, cancellation);
        await output.WriteSectionAsync("load", text, cancellation);
    }

    private static string Markdown(LoadResults results)
    {
        var text = new StringBuilder()
            .AppendLine("Written by `make load`; edits between the markers are lost.")
            .AppendLine()
            .AppendLine(
                Invariant(
                    $"{results.Seconds / 60:0.#} minutes, {results.Calls:N0} calls, {results.Calls / results.Seconds:0} a second, {results.Failed:N0} failed ({100.0 * results.Failed / results.Calls:0.00} %) and were tried again. The worker was killed twice (longest time without one {results.LongestRestartSeconds:0.0} s), storage stood still for {results.StallSeconds:0.#} s. {(results.Holds ? "Nothing was lost, nothing doubled." : "**NOT EVERYTHING IS THERE ONCE.**")}"
                )
            )
            .AppendLine()
            .AppendLine("| kind | a second | calls | failed | p50 | p95 | p99 | p50 ÷ floor | p99 ÷ floor | whole run: p50 | p95 | p99 |")
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var kind in results.Kinds)
        {
            var failures = string.Join(
                ", ",
                kind.Failures.OrderByDescending(each => each.Value).Select(each => $"{each.Value} × {each.Key}")
            );
            text.AppendLine(
                Invariant(
                    $"| {kind.Kind} | {kind.PerSecond:0} | {kind.Calls:N0} | {(failures.Length == 0 ? "0" : failures)} | {Ms(kind.Calm.P50)} | {Ms(kind.Calm.P95)} | {Ms(kind.Calm.P99)} | {Ratio(kind.Calm.P50 / kind.Floor?.P50)} | {Ratio(kind.Calm.P99 / kind.Floor?.P99)} | {Ms(kind.All.P50)} | {Ms(kind.All.P95)} | {Ms(kind.All.P99)} |"
                )
            );
        }

        text.AppendLine().AppendLine("| counted at the end | taken | missing | doubled |").AppendLine("|---|---|---|---|");
        foreach (var each in results.Counted)
        {
            text.AppendLine(Invariant($"| {each.What} | {each.Taken:N0} | {each.Missing} | {each.Doubled} |"));
        }

        return text.AppendLine()
            .AppendLine("| resident memory | median, MB | last third ÷ first third |")
            .AppendLine("|---|---|---|")
            .AppendLine(Invariant($"| host, the whole run | {results.HostMegabytes:0} | {Ratio(results.HostGrowth)} |"))
            .AppendLine(
                Invariant($"| the last worker, since the second kill | {results.WorkerMegabytes:0} | {Ratio(results.WorkerGrowth)} |")
            )
            .ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Milliseconds.</summary>
    private static string Ms(double? value) =>
        value is { } given ? given.ToString(given >= 100 ? "N0" : "0.0", CultureInfo.InvariantCulture) : "";

    private static string Ratio(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
}
