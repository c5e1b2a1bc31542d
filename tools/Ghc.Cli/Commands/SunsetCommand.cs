using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary>
/// <c>ghc sunset plan|announce|freeze|permit|withdraw|status</c>: what administrators do, over HTTP. What an operator does then is in
/// commands of its own.
/// </summary>
public static class SunsetCommand
{
    private static readonly (string Member, string Meaning)[] Dates =
    [
        ("closesAt", "applications close"),
        ("freezesAt", "nothing personal is taken in, codes end"),
        ("exportUntil", "holders fetch their data until"),
        ("wipesFrom", "everything is deleted, not before"),
    ];

    public static Command Create(Screen screen, Settings settings, Api api) =>
        new("sunset", "Switching the service off: planned and signed by two administrators, step by step.")
        {
            Plan(screen, api),
            Sign(screen, api, "announce", "announce", "Sign the announcement: pages tell everybody the dates, and they take effect."),
            Sign(
                screen,
                api,
                "freeze",
                "freeze",
                "Sign the freeze: from its date on nothing personal is taken in. Possible once applications are closed."
            ),
            Sign(
                screen,
                api,
                "permit",
                "wipe",
                "Sign the wipe: from its date on ghc sunset wipe deletes everything and destroys the keys. Possible once the freeze is in force."
            ),
            Withdraw(screen, api),
            Status(screen, api),
            SunsetExportCommand.Create(screen, settings),
            WipeCommand.Create(screen, settings),
            CertificateCommands.Certify(screen, settings),
            CertificateCommands.Verify(screen, settings),
        };

    private static Command Plan(Screen screen, Api api)
    {
        var (closes, freezes) = (
            Date("--closes", "From then on nobody new can apply."),
            Date("--freezes", "From then on nothing personal is taken in and no code is shown.")
        );
        var (export, wipes) = (
            Date("--export-until", "Until then holders can fetch their data; 14 days from now at the earliest."),
            Date("--wipes-from", "Not before then is everything deleted.")
        );
        var key = new Option<FileInfo>("--key")
        {
            Description =
                "The private key that will sign the certificate of deletion, as PEM; made if there is no such file. Keep it until the end: its public half is part of the plan.",
            Required = true,
        };
        var plan = new Command(
            "plan",
            "Plan the end of the service. Nothing happens until another administrator signs the announcement. Exit codes: 0 planned, 2 refused, 3 service unreachable."
        )
        {
            closes,
            freezes,
            export,
            wipes,
            key,
            api.UrlOption,
            api.TokenOption,
        };
        plan.WithExamples(
                "ghc sunset plan --closes 2022-12-13T00:00:00Z --freezes 2022-12-20T00:00:00Z --export-until 2023-01-31T00:00:00Z --wipes-from 2023-02-07T00:00:00Z --key certificate.pem --url https://ghc.example"
            )
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                        {
                            using var signer = PrivateKey.ReadOrCreate(arguments.GetRequiredValue(key));
                            if (signer is null)
                            {
                                return screen.Refuse($"{arguments.GetRequiredValue(key)} holds no private key on P-256 as PEM.");
                            }

                            var body = new JsonObject
                            {
                                ["closesAt"] = Text(arguments.GetRequiredValue(closes)),
                                ["freezesAt"] = Text(arguments.GetRequiredValue(freezes)),
                                ["exportUntil"] = Text(arguments.GetRequiredValue(export)),
                                ["wipesFrom"] = Text(arguments.GetRequiredValue(wipes)),
                                ["certificateKey"] = Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()),
                            };
                            return Show(
                                screen,
                                await session.SendAsync(HttpMethod.Put, "api/sunset/plan", body.ToJsonString(), cancellation)
                            );
                        }
                    )
            );
        return plan;
    }

    private static Command Sign(Screen screen, Api api, string name, string step, string what)
    {
        var plan = PlanArgument();
        var sign = new Command(
            name,
            $"{what} The first administrator proposes, another one approves by the same command within seven days. Exit codes: 0 signed, 2 refused, 3 service unreachable."
        )
        {
            plan,
            api.UrlOption,
            api.TokenOption,
        };
        sign.WithExamples($"ghc sunset {name} \"$PLAN\" --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                            Show(
                                screen,
                                await session.SendAsync(
                                    HttpMethod.Post,
                                    "api/sunset/signatures",
                                    new JsonObject { ["step"] = step, ["plan"] = arguments.GetRequiredValue(plan) }.ToJsonString(),
                                    cancellation
                                )
                            )
                    )
            );
        return sign;
    }

    private static Command Withdraw(Screen screen, Api api)
    {
        var plan = PlanArgument();
        var withdraw = new Command(
            "withdraw",
            "Withdraw the plan: the service goes on. One administrator is enough, until the wipe begins. Exit codes: 0 withdrawn, 2 refused, 3 service unreachable."
        )
        {
            plan,
            api.UrlOption,
            api.TokenOption,
        };
        withdraw
            .WithExamples("ghc sunset withdraw \"$PLAN\" --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                            Show(
                                screen,
                                await session.SendAsync(
                                    HttpMethod.Post,
                                    "api/sunset/withdrawal",
                                    new JsonObject { ["plan"] = arguments.GetRequiredValue(plan) }.ToJsonString(),
                                    cancellation
                                )
                            )
                    )
            );
        return withdraw;
    }

    private static Command Status(Screen screen, Api api)
    {
        var all = new Option<bool>("--signatures") { Description = "With who signed what; for administrators." };
        var status = new Command(
            "status",
            "Show what everybody may know of the end of the service. Exit codes: 0 done, 2 refused, 3 service unreachable."
        )
        {
            all,
            api.UrlOption,
            api.TokenOption,
        };
        status
            .WithExamples("ghc sunset status --url https://ghc.example", "ghc sunset status --signatures")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                            Show(screen, await session.GetAsync(arguments.GetValue(all) ? "api/sunset/plan" : "api/sunset", cancellation))
                    )
            );
        return status;
    }

    private static int Show(Screen screen, JsonNode sunset) =>
        screen.Answer(
            sunset,
            console =>
            {
                console.MarkupLineInterpolated(
                    $"Phase: {sunset["phase"]}{(sunset["withdrawnAt"] is { } withdrawn ? $" (withdrawn {GuangdongTime.Of(withdrawn)})" : "")}"
                );
                foreach (var (member, meaning) in Dates.Where(date => sunset[date.Member] is not null))
                {
                    console.MarkupLineInterpolated($"  {GuangdongTime.Of(sunset[member])}  {meaning}");
                }

                if (sunset["plan"] is { } plan)
                {
                    console.MarkupLineInterpolated($"Plan: {plan}");
                }

                foreach (var signature in sunset["signatures"]?.AsArray() ?? [])
                {
                    var approval = signature!["approvedBy"] is { } by
                        ? $"approved by {by}, {GuangdongTime.Of(signature["approvedAt"])}"
                        : "waits for another administrator";
                    console.MarkupLineInterpolated(
                        $"  {signature["step"]}: proposed by {signature["proposedBy"]}, {GuangdongTime.Of(signature["proposedAt"])}; {approval}"
                    );
                }
            }
        );

    private static Option<DateTimeOffset> Date(string name, string description) => new(name) { Description = description, Required = true };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static Argument<string> PlanArgument() =>
        new("PLAN") { Description = "The hash of the plan that you read, as ghc sunset plan and status show it." };
}
