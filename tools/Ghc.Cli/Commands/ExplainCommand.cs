using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc explain --id-type TYPE --id-number NUMBER</c></summary>
public static class ExplainCommand
{
    private static readonly string[] FactMembers =
    [
        "direction",
        "port",
        "result",
        "assay",
        "laboratory",
        "accession",
        "status",
        "kind",
        "name",
    ];

    private static readonly Dictionary<string, string> NotCounted = new()
    {
        ["superseded"] = "a later revision counts",
        ["cancelled"] = "the laboratory took it back",
        ["moved"] = "a later revision names another document",
        ["lifted"] = "an officer lifted it",
        ["no-rule"] = "the policy gives it no color",
    };

    public static Command Create(Screen screen, Api api)
    {
        var explain = new Command(
            "explain",
            "Show why somebody's code has its color: facts, rules, times and what would change it. Officers only; each look is recorded. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable."
        );
        var document = new DocumentOptions(explain);
        explain.Add(api.UrlOption);
        explain.Add(api.TokenOption);
        explain
            .WithExamples("ghc explain --id-type passport --id-number TK1000002 --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                        {
                            var found = await session.SendAsync(
                                HttpMethod.Post,
                                "api/holders/find",
                                document.ToJson(arguments),
                                cancellation
                            );
                            var answer = await session.GetAsync($"api/holders/{found["holderId"]}/assessment", cancellation);
                            return screen.Answer(answer, console => Print(console, answer));
                        }
                    )
            );
        return explain;
    }

    internal static void Print(IAnsiConsole console, JsonNode answer)
    {
        var color = $"{answer["color"]}";
        console.MarkupLineInterpolated(
            $"{answer["name"]} {answer["idType"]} {answer["idNumber"]}: [bold {color}]{color}[/] by policy {answer["policyVersion"]} (number {answer["policySequence"]})"
        );
        console.Write(Timeline(answer["timeline"]!.AsArray()));
        console.Write(Facts(answer["facts"]!.AsArray()));
        foreach (var change in answer["changes"]!.AsArray())
        {
            console.MarkupLineInterpolated($"{change!["reason"]}: {change["text"]}{Ends(change)}{Tests(change["tests"])}");
        }
    }

    private static Tree Timeline(JsonArray segments)
    {
        var tree = new Tree("Timeline (Beijing time)");
        var sole = segments.Select(segment => $"{segment!["policySequence"]}").Distinct().Count() == 1;
        foreach (var segment in segments)
        {
            var color = $"{segment!["color"]}";
            var here = (bool)segment["now"]! ? " <- now" : "";
            tree.AddNode(
                $"{Time(segment["from"], "before"), -16} [{color}]{color}[/] {Markup.Escape(string.Join(", ", segment["reasons"]!.AsArray()))}{here}{Rules(segment, sole)}"
            );
        }

        return tree;
    }

    /// <summary>Only said where it differs: mostly one version made all of it.</summary>
    private static string Rules(JsonNode segment, bool sole) =>
        sole ? "" : Markup.Escape($" (policy {segment["policyVersion"]}, number {segment["policySequence"]})");

    private static Table Facts(JsonArray facts)
    {
        var table = new Table().AddColumns("Fact", "When", "What", "Effect");
        foreach (var fact in facts)
        {
            var what = string.Join(
                ' ',
                FactMembers.Select(name => fact![name]).Where(value => value is not null).Select(value => $"{value}").Concat(More(fact!))
            );
            var effects = fact!["effects"]!
                .AsArray()
                .Select(effect => $"{effect!["color"]} {Time(effect["from"], "")} to {Time(effect["end"], "a test")} ({effect["rule"]})");
            table.AddRow(
                Markup.Escape($"{fact["type"]}"),
                Time(fact["at"], ""),
                Markup.Escape(what),
                Markup.Escape(string.Join('\n', effects))
            );
        }

        return table;
    }

    private static IEnumerable<string> More(JsonNode fact)
    {
        if ((bool?)fact["pooled"] == true)
        {
            yield return "pooled";
        }

        if (fact["revision"] is { } revision)
        {
            yield return $"revision {revision}";
        }

        if (fact["measureId"] is { } measure)
        {
            yield return $"({measure})";
        }

        if (fact["legalReason"] is { } legal)
        {
            yield return $"{legal["text"]}";
        }

        if (fact["notCounted"] is { } why)
        {
            yield return $"- does not count: {NotCounted[(string)why!]}";
        }
    }

    private static string Ends(JsonNode change) =>
        change["endsAt"] is { } at ? $" Ends by itself {Time(at, "")}."
        : change["returnsAt"] is { } back ? $" Suspended by a negative; counts again from {Time(back, "")}."
        : "";

    private static string Tests(JsonNode? tests) =>
        tests is null
            ? ""
            : $" Missing: {tests["negatives"]} negative, sampled after {Time(tests["sampledAfter"], "")}, {tests["hoursApart"]} h apart.";

    private static string Time(JsonNode? instant, string otherwise) => GuangdongTime.Of(instant, otherwise);
}
