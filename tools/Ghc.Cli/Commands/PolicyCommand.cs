using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc policy show|check|diff|publish|rollback|watch</c></summary>
public static class PolicyCommand
{
    public static Command Create(Screen screen, Api api) =>
        new("policy", "The rules that make colors.")
        {
            Show(screen, api),
            Check(screen),
            Diff(screen),
            Publish(screen, api),
            RollBack(screen, api),
            Watch(screen, api),
        };

    private static Command Show(Screen screen, Api api)
    {
        var show = new Command(
            "show",
            "Show the rules in force at a service, its versions, and what waits for a second officer with its trial. The whole pack, examples and all: --output json."
        )
        {
            api.UrlOption,
            api.TokenOption,
        };
        show.WithExamples("ghc policy show --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(arguments, async session => await PolicyOverview.ShowAsync(screen, session, cancellation))
            );
        return show;
    }

    private static Command Check(Screen screen)
    {
        var source = Source("POLICY");
        var check = new Command(
            "check",
            "Check a policy and its own example cases. Exit codes: 0 good, 1 an example does not hold, 2 not a policy."
        )
        {
            source,
        };
        check
            .WithExamples("ghc policy check 7+3", "ghc policy check rules.json")
            .SetAction(
                async (arguments, cancellation) =>
                    await ReadAsync(screen, arguments.GetRequiredValue(source), cancellation) is { } policy
                        ? Report(
                            screen,
                            policy.CheckExamples(),
                            ExitCodes.SomeRefused,
                            $"{policy.Version}: {policy.ExampleNames.Count} examples hold."
                        )
                        : ExitCodes.Unusable
            );
        return check;
    }

    private static Command Diff(Screen screen)
    {
        var (left, right) = (Source("OLD"), Source("NEW"));
        var diff = new Command(
            "diff",
            "Show which rules differ between two policies. Exit codes: 0 the same, 1 they differ, 2 not a policy."
        )
        {
            left,
            right,
        };
        diff.WithExamples("ghc policy diff 7+3 5+3")
            .SetAction(
                async (arguments, cancellation) =>
                {
                    if (
                        await ReadAsync(screen, arguments.GetRequiredValue(left), cancellation) is not { } old
                        || await ReadAsync(screen, arguments.GetRequiredValue(right), cancellation) is not { } @new
                    )
                    {
                        return ExitCodes.Unusable;
                    }

                    var differences = PolicyDiff.Between(old, @new);
                    screen.List(
                        differences,
                        "The rules are the same.",
                        ("Rule", each => each.Path),
                        ("Old", each => each.Old),
                        ("New", each => each.New)
                    );
                    return differences.Count == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
                }
            );
        return diff;
    }

    private static Command Publish(Screen screen, Api api)
    {
        var source = Source("POLICY");
        var effectiveAt = new Option<DateTimeOffset?>("--effective-at")
        {
            Description =
                "From when on it decides, such as 2022-07-15T00:00:00Z, at most seven days ahead; at once if left out. The proposer's day counts unless the approver names another.",
        };
        var publish = new Command(
            "publish",
            "Propose a policy and see what it would change; the same command by a second officer publishes it and watches the sweep. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable, 4 done, but not watched to the end."
        )
        {
            source,
            effectiveAt,
            api.UrlOption,
            api.TokenOption,
        };
        publish
            .WithExamples(
                "ghc policy publish 5+3 --url https://ghc.example",
                "ghc policy publish 5+3 --effective-at 2022-07-15T00:00:00Z --url https://ghc.example"
            )
            .SetAction(
                async (arguments, cancellation) =>
                    await ReadAsync(screen, arguments.GetRequiredValue(source), cancellation) is { } policy
                        ? await api.WithAsync(
                            arguments,
                            async session =>
                                await SweepProgress.WatchAsync(
                                    screen,
                                    session,
                                    await session.SendAsync(
                                        HttpMethod.Put,
                                        PathOf(arguments.GetValue(effectiveAt)),
                                        policy.Json,
                                        cancellation
                                    ),
                                    cancellation
                                )
                        )
                        : ExitCodes.Unusable
            );
        return publish;
    }

    private static string PathOf(DateTimeOffset? effectiveAt) =>
        effectiveAt is { } time
            ? $"api/policy?effectiveAt={time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
            : "api/policy";

    private static Command RollBack(Screen screen, Api api)
    {
        var number = new Argument<int>("NUMBER")
        {
            Description = "The version to leave, as ghc policy show counts it. If it is no longer in force, nothing happens.",
        };
        var rollBack = new Command(
            "rollback",
            "Leave a version: publish the one before it again and watch the sweep. Repeat it whenever you are in doubt. "
                + "Exit codes: 0 done, 2 refused, 3 service unreachable, 4 done, but not watched to the end."
        )
        {
            number,
            api.UrlOption,
            api.TokenOption,
        };
        rollBack
            .WithExamples("ghc policy rollback 2 --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                            await SweepProgress.WatchAsync(
                                screen,
                                session,
                                await session.SendAsync(
                                    HttpMethod.Post,
                                    "api/policy/rollback",
                                    new JsonObject { ["sequence"] = arguments.GetRequiredValue(number) }.ToJsonString(),
                                    cancellation
                                ),
                                cancellation
                            )
                    )
            );
        return rollBack;
    }

    private static Command Watch(Screen screen, Api api)
    {
        var id = new Argument<string>("SWEEP") { Description = "Its id, as publish and rollback show it." };
        var watch = new Command(
            "watch",
            "Watch a sweep to its end. Exit codes: 0 done, 2 refused, 3 service unreachable, 4 not watched to the end."
        )
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        watch
            .WithExamples("ghc policy watch publication-2 --url https://ghc.example")
            .SetAction(
                (arguments, cancellation) =>
                    api.WithAsync(
                        arguments,
                        async session =>
                            await SweepProgress.WatchAsync(
                                screen,
                                session,
                                await session.GetAsync($"api/sweeps/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}", cancellation),
                                cancellation
                            )
                    )
            );
        return watch;
    }

    private static Argument<string> Source(string name) =>
        new(name) { Description = $"A file, - for standard input, or the name of a shipped pack: {string.Join(", ", Policy.PackNames)}." };

    /// <summary>Null, with the reasons shown, if there is no such policy.</summary>
    private static async Task<Policy?> ReadAsync(Screen screen, string source, CancellationToken cancellation)
    {
        if (Policy.PackNames.Contains(source))
        {
            return Policy.Pack(source);
        }

        var file = new InputFile(source);
        if (!file.IsStandardInput && !File.Exists(source))
        {
            screen.Refuse($"{source} is neither a file nor a shipped pack: {string.Join(", ", Policy.PackNames)}.");
            return null;
        }

        if (!Policy.Parse(await screen.ReadTextAsync(file, cancellation)).Refused(out var refusal, out var policy))
        {
            return policy;
        }

        Complain(screen, refusal.Errors);
        return null;
    }

    private static int Report(Screen screen, IReadOnlyList<FieldError> errors, int exitCode, string good)
    {
        if (errors.Count > 0)
        {
            Complain(screen, errors);
            return exitCode;
        }

        return screen.Answer(new { good }, $"{good}");
    }

    private static void Complain(Screen screen, IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
        {
            screen.Talk.MarkupLineInterpolated($"[red]{error.Field}[/]: {Screen.Describe(error)}");
        }
    }
}
