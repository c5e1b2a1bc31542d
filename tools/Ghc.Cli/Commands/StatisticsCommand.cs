using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc statistics</c></summary>
public static class StatisticsCommand
{
    private static readonly string[] Colors = ["green", "yellow", "red"];

    public static Command Create(Screen screen, Api api)
    {
        var days = new Option<int>("--days") { Description = "How many days back, 92 at most.", DefaultValueFactory = _ => 14 };
        var statistics = new Command(
            "statistics",
            "Show what the public may see: people scanned by day, kind of place and color. Needs no token. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            days,
            api.UrlOption,
        };
        statistics.WithExamples("ghc statistics --url https://ghc.example", "ghc statistics --days 92 --output json");
        statistics.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                    {
                        var answer = await session.GetAsync(
                            string.Create(CultureInfo.InvariantCulture, $"api/statistics?days={arguments.GetValue(days)}"),
                            cancellation
                        );
                        return screen.Answer(answer, console => Print(console, answer));
                    }
                )
        );
        return statistics;
    }

    private static void Print(IAnsiConsole console, JsonNode answer)
    {
        var rows = answer["days"]!
            .AsArray()
            .SelectMany(day => day!["kinds"]!.AsArray().Select(kind => (Day: (string)day["day"]!, Kind: kind!)))
            .Where(row => Colors.Any(color => row.Kind[color] is not null))
            .ToList();
        if (rows.Count == 0)
        {
            console.MarkupLineInterpolated(
                $"No day has a number that may be told: fewer than {answer["leastPeople"]} people are not counted out."
            );
            return;
        }

        var table = new Table().AddColumns("Day", "Kind of place", "Green", "Yellow", "Red");
        foreach (var (day, kind) in rows)
        {
            table.AddRow([
                day,
                Markup.Escape((string)kind["placeKind"]!),
                .. Colors.Select(color => kind[color]?.ToString() ?? "few or none"),
            ]);
        }

        console.Write(table);
    }
}
