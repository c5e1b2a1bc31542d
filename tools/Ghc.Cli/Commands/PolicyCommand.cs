using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Platform.Localization;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc policy show|check|diff|publish|rollback|watch</c></summary>
public static class PolicyCommand
{
    private static readonly string[] VersionMembers = ["sequence", "version", "state", "proposedAt", "publishedAt"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(IAnsiConsole console, Api api) => new("policy", "The rules that make colors.")
    {
        Show(console, api),
        Check(console),
        Diff(console),
        Publish(console, api),
        RollBack(console, api),
        Watch(console, api),
    };

    private static Command Show(IAnsiConsole console, Api api)
    {
        var show = new Command("show", "Print the rules in force at a service, and its versions.") { api.UrlOption, api.TokenOption };
        show.SetAction((arguments, cancellation) => api.WithAsync(arguments, async session =>
        {
            var answer = await session.GetAsync("api/policy", cancellation);
            console.Profile.Out.Writer.WriteLine(answer["policy"]!.ToJsonString(Indented));
            var versions = new Table().AddColumns("Number", "Version", "State", "Proposed", "Decides from");
            foreach (var version in answer["versions"]!.AsArray())
            {
                versions.AddRow(VersionMembers.Select(name => Markup.Escape($"{version![name]}")).ToArray());
            }

            console.Write(versions);
            console.MarkupLineInterpolated($"In force: number {answer["sequence"]}, {answer["version"]}");
            return ExitCodes.Done;
        }));
        return show;
    }

    private static Command Check(IAnsiConsole console)
    {
        var source = Source("POLICY");
        var check = new Command("check", "Check a policy and its own example cases. Exit codes: 0 good, 1 an example does not hold, 2 not a policy.") { source };
        check.SetAction(arguments => Read(console, arguments.GetRequiredValue(source)) is { } policy
            ? Report(console, policy.CheckExamples(), ExitCodes.SomeRefused, $"{policy.Version}: {policy.ExampleNames.Count} examples hold.")
            : ExitCodes.Unusable);
        return check;
    }

    private static Command Diff(IAnsiConsole console)
    {
        var (left, right) = (Source("OLD"), Source("NEW"));
        var diff = new Command("diff", "Show which rules differ between two policies. Exit codes: 0 the same, 1 they differ, 2 not a policy.") { left, right };
        diff.SetAction(arguments =>
        {
            if (Read(console, arguments.GetRequiredValue(left)) is not { } old || Read(console, arguments.GetRequiredValue(right)) is not { } @new)
            {
                return ExitCodes.Unusable;
            }

            var differences = PolicyDiff.Between(old, @new);
            var table = new Table().AddColumns("Rule", "Old", "New");
            foreach (var (path, was, becomes) in differences)
            {
                table.AddRow(Markup.Escape(path), Markup.Escape(was), Markup.Escape(becomes));
            }

            console.Write(table);
            return differences.Count == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
        });
        return diff;
    }

    private static Command Publish(IAnsiConsole console, Api api)
    {
        var source = Source("POLICY");
        var publish = new Command(
            "publish",
            "Propose a policy and see what it would change; the same command by a second officer publishes it and watches the sweep. "
            + "Exit codes: 0 done, 2 refused, 3 service unreachable, 4 done, but not watched to the end.")
        {
            source,
            api.UrlOption,
            api.TokenOption,
        };
        publish.SetAction((arguments, cancellation) => Read(console, arguments.GetRequiredValue(source)) is { } policy
            ? api.WithAsync(arguments, async session => await SweepProgress.WatchAsync(
                console, session, await session.SendAsync(HttpMethod.Put, "api/policy", policy.Json, cancellation), cancellation))
            : Task.FromResult(ExitCodes.Unusable));
        return publish;
    }

    private static Command RollBack(IAnsiConsole console, Api api)
    {
        var number = new Argument<int>("NUMBER") { Description = "The version to leave, as ghc policy show counts it. If it is no longer in force, nothing happens." };
        var rollBack = new Command(
            "rollback",
            "Leave a version: publish the one before it again and watch the sweep. Repeat it whenever you are in doubt. "
            + "Exit codes: 0 done, 2 refused, 3 service unreachable, 4 done, but not watched to the end.")
        {
            number,
            api.UrlOption,
            api.TokenOption,
        };
        rollBack.SetAction((arguments, cancellation) => api.WithAsync(arguments, async session => await SweepProgress.WatchAsync(
            console,
            session,
            await session.SendAsync(HttpMethod.Post, "api/policy/rollback", new JsonObject { ["sequence"] = arguments.GetRequiredValue(number) }.ToJsonString(), cancellation),
            cancellation)));
        return rollBack;
    }

    private static Command Watch(IAnsiConsole console, Api api)
    {
        var id = new Argument<string>("SWEEP") { Description = "Its id, as publish and rollback show it." };
        var watch = new Command("watch", "Watch a sweep to its end. Exit codes: 0 done, 2 refused, 3 service unreachable, 4 not watched to the end.")
        {
            id,
            api.UrlOption,
            api.TokenOption,
        };
        watch.SetAction((arguments, cancellation) => api.WithAsync(arguments, async session => await SweepProgress.WatchAsync(
            console, session, await session.GetAsync($"api/sweeps/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}", cancellation), cancellation)));
        return watch;
    }

    private static Argument<string> Source(string name) =>
        new(name) { Description = $"A file, or the name of a shipped pack: {string.Join(", ", Policy.PackNames)}." };

    /// <summary>Null, with the reasons shown, if there is no such policy.</summary>
    private static Policy? Read(IAnsiConsole console, string source)
    {
        if (Policy.PackNames.Contains(source))
        {
            return Policy.Pack(source);
        }

        if (!File.Exists(source))
        {
            console.MarkupLineInterpolated($"[red]{source} is neither a file nor a shipped pack.[/]");
            return null;
        }

        if (!Policy.Parse(File.ReadAllText(source)).Refused(out var refusal, out var policy))
        {
            return policy;
        }

        Report(console, refusal.Errors, ExitCodes.Unusable, "");
        return null;
    }

    private static int Report(IAnsiConsole console, IReadOnlyList<FieldError> errors, int exitCode, string good)
    {
        foreach (var error in errors)
        {
            console.MarkupLineInterpolated($"[red]{error.Field}[/]: {Texts.Get($"field.{error.Problem}", Languages.English, [.. error.Values])}");
        }

        if (errors.Count == 0)
        {
            console.MarkupLineInterpolated($"{good}");
        }

        return errors.Count == 0 ? ExitCodes.Done : exitCode;
    }
}
