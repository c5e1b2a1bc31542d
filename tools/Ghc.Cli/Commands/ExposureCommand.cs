using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc exposure propose|approve|show|people|end</c></summary>
public static class ExposureCommand
{
    public static Command Create(Screen screen, Api api) =>
        new("exposure", "Everybody who was at a place together with a case. Officers only.")
        {
            Propose(screen, api),
            Approve(screen, api),
            Show(screen, api),
            People(screen, api),
            End(screen, api),
        };

    private static Command Propose(Screen screen, Api api)
    {
        var place = new Argument<string>("PLACE") { Description = "The id of the place, as ghc place list shows it." };
        var (from, to) = (
            Time("--from", "When the case came, such as 2022-07-11T09:00:00+08:00; visits are kept for 21 days."),
            Time("--to", "When the case had gone.")
        );
        var note = new Option<string?>("--note") { Description = "For the other officer, in the list of proposals." };
        var propose = new Command(
            "propose",
            "Name the place and the time, and see whom it would reach. Nothing happens until another officer approves it within 24 hours. "
                + "Exit codes: 0 proposed, 2 refused, 3 service unreachable, 4 proposed, but not counted to the end."
        )
        {
            place,
            from,
            to,
            note,
            api.UrlOption,
            api.TokenOption,
        };
        propose.WithExamples(
            "ghc exposure propose demo-luohu-port --from 2022-07-11T09:00:00+08:00 --to 2022-07-11T11:00:00+08:00 --url https://ghc.example"
        );
        propose.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    session =>
                    {
                        var body = new JsonObject
                        {
                            ["placeId"] = arguments.GetRequiredValue(place),
                            ["from"] = Text(arguments.GetRequiredValue(from)),
                            ["to"] = Text(arguments.GetRequiredValue(to)),
                        };
                        if (arguments.GetValue(note) is { } words)
                        {
                            body["note"] = words;
                        }

                        return ExposureProgress.ProposeAsync(screen, session, body, cancellation);
                    }
                )
        );
        return propose;
    }

    private static Command Approve(Screen screen, Api api)
    {
        var id = Id();
        var approve = new Command(
            "approve",
            "Approve what another officer proposed, and watch until everybody has the measure. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable, 4 approved, but not watched to the end."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        approve.WithExamples("ghc exposure approve 20220712-1b6d2f8a4c0e7593 --url https://ghc.example");
        approve.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    session => ExposureProgress.ApproveAsync(screen, session, arguments.GetRequiredValue(id), cancellation)
                )
        );
        return approve;
    }

    private static Command Show(Screen screen, Api api)
    {
        var id = Id();
        var show = new Command(
            "show",
            "Show whom an exposure would reach, or how far it is. The look is recorded. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        show.WithExamples("ghc exposure show 20220712-1b6d2f8a4c0e7593 --url https://ghc.example");
        show.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                        ExposureProgress.Show(
                            screen,
                            await session.GetAsync(ExposureProgress.PathOf(arguments.GetRequiredValue(id)), cancellation)
                        )
                )
        );
        return show;
    }

    private static Command People(Screen screen, Api api)
    {
        var id = Id();
        var people = new Command(
            "people",
            "List who was there, masked, and whether they were told. Each look is recorded, and these people see it. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        people.WithExamples("ghc exposure people 20220712-1b6d2f8a4c0e7593 --url https://ghc.example");
        people.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                    {
                        var path = $"{ExposureProgress.PathOf(arguments.GetRequiredValue(id))}/people";
                        return screen.List(
                            await session.ListAsync(path, "people", cancellation),
                            "Nobody was there in that time.",
                            ("Document", person => $"{person["idType"]} {person["idNumber"]}"),
                            ("Name", person => (string?)person["name"]),
                            ("Before", person => (string?)person["colorBefore"]),
                            ("Now", person => (string?)person["color"]),
                            ("Measure since", person => GuangdongTime.Of(person["markedAt"], "not yet")),
                            ("Told", person => (bool)person["told"]! ? "yes" : "no")
                        );
                    }
                )
        );
        return people;
    }

    private static Command End(Screen screen, Api api)
    {
        var id = Id();
        var end = new Command(
            "end",
            "Withdraw a proposal, or lift an exposure from everybody who has it. One officer is enough. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        end.WithExamples("ghc exposure end 20220712-1b6d2f8a4c0e7593 --url https://ghc.example");
        end.SetAction(
            (arguments, cancellation) =>
                api.WithAsync(
                    arguments,
                    async session =>
                    {
                        var named = arguments.GetRequiredValue(id);
                        await session.SendAsync(HttpMethod.Delete, $"api/measures/{Uri.EscapeDataString(named)}", json: null, cancellation);
                        return screen.Answer(new JsonObject { ["exposureId"] = named }, $"{named} is ended.");
                    }
                )
        );
        return end;
    }

    private static Option<DateTimeOffset> Time(string name, string description) => new(name) { Description = description, Required = true };

    private static Argument<string> Id() => new("ID") { Description = "The exposure, as ghc exposure propose printed it." };

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
