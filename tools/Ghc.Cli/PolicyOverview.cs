using System.Text.Json.Nodes;
using Ghc.Domain.Colors;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>
/// What <c>ghc policy show</c> draws: the rules in force, every version, and what waits for a second officer. It fits into 80 columns.
/// </summary>
public static class PolicyOverview
{
    public static async Task<int> ShowAsync(Screen screen, Api.Session session, CancellationToken cancellation)
    {
        var answer = await session.GetAsync("api/policy", cancellation);
        var trials = new Dictionary<string, JsonNode>();
        foreach (var id in Waiting(answer).Select(version => (string?)version["trialSweepId"]).OfType<string>())
        {
            trials[id] = await session.GetAsync($"api/sweeps/{Uri.EscapeDataString(id)}", cancellation);
        }

        return screen.Answer(
            answer,
            console =>
            {
                Rules(console, answer);
                Versions(console, answer);
                foreach (var proposal in Waiting(answer))
                {
                    Proposal(console, proposal, answer, (string?)proposal["trialSweepId"] is { } id ? trials[id] : null);
                }

                console.MarkupLineInterpolated($"In force: number {answer["sequence"]}, {answer["version"]}");
            }
        );
    }

    private static IEnumerable<JsonNode> Waiting(JsonNode answer) =>
        answer["versions"]!.AsArray().OfType<JsonNode>().Where(version => version["approvableUntil"] is not null);

    private static void Rules(IAnsiConsole console, JsonNode answer)
    {
        var rules = new Table().AddColumns("Rule", "Value");
        foreach (var (path, value) in PolicyDiff.Rules(answer["policy"]!.AsObject()))
        {
            rules.AddRow(Markup.Escape(path), Markup.Escape(value));
        }

        console.Write(rules);
    }

    private static void Versions(IAnsiConsole console, JsonNode answer)
    {
        var versions = new Table().AddColumns("No.", "Version", "State", "Proposed", "Decides from");
        foreach (var version in answer["versions"]!.AsArray())
        {
            string[] cells =
            [
                $"{version!["sequence"]}",
                $"{version["version"]}",
                $"{version["state"]}",
                GuangdongTime.Of(version["proposedAt"]),
                GuangdongTime.Of(version["publishedAt"] ?? version["plannedAt"]),
            ];
            versions.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(versions);
    }

    private static void Proposal(IAnsiConsole console, JsonNode proposal, JsonNode answer, JsonNode? trial)
    {
        var from = proposal["plannedAt"] is { } day ? $"from {GuangdongTime.Of(day)} on" : "at once";
        console.MarkupLineInterpolated(
            $"Waiting for a second officer until {GuangdongTime.Of(proposal["approvableUntil"])}: number {proposal["sequence"]}, {proposal["version"]}, to decide {from}."
        );
        foreach (var (path, old, @new) in Differences(answer["policy"]!, proposal["policy"]!))
        {
            console.MarkupLineInterpolated($"  {path}: {old} -> {@new}");
        }

        if (trial is not null)
        {
            var changes = trial["changes"]!
                .AsObject()
                .Select(change => $"{change.Key}: {change.Value}")
                .DefaultIfEmpty("no color would change");
            console.MarkupLineInterpolated($"Its trial ({trial["state"]}, {trial["done"]} holders): {string.Join(", ", changes)}");
        }
    }

    /// <summary>None if this program is older than the rules and cannot read them.</summary>
    private static IReadOnlyList<PolicyDifference> Differences(JsonNode old, JsonNode @new) =>
        Policy.Parse(old.ToJsonString()).Refused(out _, out var left) || Policy.Parse(@new.ToJsonString()).Refused(out _, out var right)
            ? []
            : PolicyDiff.Between(left, right);
}
