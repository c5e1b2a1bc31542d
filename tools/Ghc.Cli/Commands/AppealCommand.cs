using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain.Appeals;
using Ghc.Platform.Json;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc appeal list|show|answer</c></summary>
public static class AppealCommand
{
    private static readonly AppealDecision[] Decisions =
    [
        AppealDecision.Lift,
        AppealDecision.ApproveLift,
        AppealDecision.DeclineLift,
        AppealDecision.AskLaboratory,
        AppealDecision.Refuse,
    ];

    private static readonly string[] Columns = ["appealId", "reason", "ground", "color", "state"];

    public static Command Create(Screen screen, Api api) =>
        new("appeal", "Appeals of holders against reasons of their colors. Officers only.")
        {
            List(screen, api),
            Show(screen, api),
            Answer(screen, api),
        };

    private static Command List(Screen screen, Api api)
    {
        var list = new Command(
            "list",
            "List appeals that are not decided, oldest first. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            api.UrlOption,
            api.TokenOption,
        };
        list.WithExamples("ghc appeal list --url https://ghc.example", "ghc appeal list --output json")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                        {
                            var appeals = await session.ListAsync("api/appeal-queue", "appeals", cancellation);
                            return screen.Answer(appeals, console => Print(console, appeals));
                        }
                    )
            );
        return list;
    }

    private static Command Show(Screen screen, Api api)
    {
        var id = Id();
        var show = new Command(
            "show",
            "Show an appeal with the person's facts. The look is recorded, and the person sees it. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        show.WithExamples("ghc appeal show 3f9a1c0be27d48569b01d4c7aa62e815.measure-close-contact.0001 --url https://ghc.example");
        show.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                    {
                        var answer = await session.GetAsync(
                            $"api/appeals/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}",
                            cancellation
                        );
                        return screen.Answer(answer, console => Print(console, answer));
                    }
                )
        );
        return show;
    }

    private static Command Answer(Screen screen, Api api)
    {
        var id = Id();
        var decision = new Option<string>("--decision")
        {
            Description = "lift proposes to lift a measure, and another officer agrees by approve-lift.",
            Required = true,
        }.AcceptOnlyFromAmong([.. Decisions.Select(Words.Of)]);
        var seen = new Option<int>("--seen")
        {
            Description = "The version that ghc appeal show printed: if another officer answered since, nothing happens.",
            Required = true,
        };
        var measure = new Option<string?>("--measure") { Description = "With lift: the id of the measure." };
        var laboratory = new Option<string?>("--laboratory") { Description = "With ask-laboratory: who reported the result." };
        var accession = new Option<string?>("--accession") { Description = "With ask-laboratory: of the result." };
        var because = new Option<string?>("--because")
        {
            Description = "With refuse: the reason, told in the language of the holder.",
        }.AcceptOnlyFromAmong([.. Enum.GetValues<AppealRefusal>().Select(Words.Of)]);
        var message = new Option<string?>("--message") { Description = "Your own words to the holder, shown as they are written." };
        var answer = new Command(
            "answer",
            "Answer an appeal. Recorded; the holder is told by text. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            id,
            decision,
            seen,
            measure,
            laboratory,
            accession,
            because,
            message,
            api.UrlOption,
            api.TokenOption,
        };
        answer.WithExamples(
            "ghc appeal answer 3f9a1c0be27d48569b01d4c7aa62e815.measure-close-contact.0001 --decision lift --seen 0 --measure 20220715-8f3a1c0be27d4856",
            "ghc appeal answer 3f9a1c0be27d48569b01d4c7aa62e815.measure-close-contact.0001 --decision refuse --seen 0 --because facts-confirmed"
        );
        answer.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                    {
                        var body = new JsonObject
                        {
                            ["decision"] = arguments.GetRequiredValue(decision),
                            ["version"] = arguments.GetRequiredValue(seen),
                        };
                        foreach (
                            var (name, option) in new[]
                            {
                                ("measureId", measure),
                                ("laboratory", laboratory),
                                ("accession", accession),
                                ("because", because),
                                ("message", message),
                            }
                        )
                        {
                            if (arguments.GetValue(option) is { } value)
                            {
                                body[name] = value;
                            }
                        }

                        var answered = await session.SendAsync(
                            HttpMethod.Post,
                            $"api/appeals/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}/answers",
                            body.ToJsonString(),
                            cancellation
                        );
                        return screen.Answer(answered, $"{(string?)answered["appealId"]}: {(string?)answered["state"]}");
                    }
                )
        );
        return answer;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<JsonNode> appeals)
    {
        if (appeals.Count == 0)
        {
            console.WriteLine("No appeal waits.");
            return;
        }

        var table = new Table().AddColumns("Answer by", "Appeal", "Reason", "Ground", "Color", "State");
        foreach (var appeal in appeals)
        {
            table.AddRow([
                TimeOf(appeal["dueAt"]) + ((bool)appeal["late"]! ? " late" : ""),
                .. Columns.Select(name => Markup.Escape($"{appeal[name]}")),
            ]);
        }

        console.Write(table);
    }

    private static void Print(IAnsiConsole console, JsonNode details)
    {
        var appeal = details["appeal"]!;
        console.MarkupLineInterpolated($"{appeal["name"]} {appeal["idType"]} {appeal["idNumber"]}: {appeal["reasonText"]}");
        console.MarkupLineInterpolated(
            $"{appeal["state"]}, version {appeal["version"]}, filed {TimeOf(appeal["filedAt"])}, answer by {TimeOf(appeal["dueAt"])} (Beijing time)"
        );
        console.MarkupLineInterpolated($"{appeal["ground"]}: {details["text"]}");
        foreach (var act in details["acts"]!.AsArray())
        {
            console.MarkupLineInterpolated(
                $"{TimeOf(act!["at"])} {act["decision"]} {act["measureId"]}{act["accession"]}{act["because"]} {act["message"]}"
            );
        }

        foreach (var measure in details["liftable"]!.AsArray())
        {
            console.MarkupLineInterpolated($"Can be lifted: --measure {measure!["measureId"]} ({measure["kind"]})");
        }

        foreach (var result in details["results"]!.AsArray())
        {
            console.MarkupLineInterpolated(
                $"Can be asked about: --laboratory {result!["laboratory"]} --accession {result["accession"]} ({result["result"]})"
            );
        }

        ExplainCommand.Print(console, details["assessment"]!);
    }

    private static Argument<string> Id() => new("ID") { Description = "The appeal, as ghc appeal list shows it." };

    private static string TimeOf(JsonNode? instant) =>
        DateTimeOffset
            .Parse($"{instant}", CultureInfo.InvariantCulture)
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
