using System.CommandLine;
using System.Diagnostics;
using Ghc.Cli;

namespace Ghc.Functions.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. GhcRun.Leaves(GhcRun.Tree()).Select(path => string.Join(' ', path))];

    [Fact]
    public void Commands_AreThose() =>
        Assert.Equal(
            [
                "appeal answer",
                "appeal list",
                "appeal show",
                "audit list",
                "audit verify",
                "backup restore",
                "backup run",
                "backup verify",
                "border keys add",
                "border keys retire",
                "border list",
                "border register",
                "border resume",
                "border send",
                "border suspend",
                "demo seed",
                "deploy check",
                "explain",
                "exposure approve",
                "exposure end",
                "exposure people",
                "exposure propose",
                "exposure show",
                "holder release",
                "keys add",
                "keys new",
                "keys reseal",
                "keys retire",
                "keys use",
                "lab keys add",
                "lab keys retire",
                "lab list",
                "lab outcomes",
                "lab register",
                "lab resume",
                "lab send",
                "lab suspend",
                "login",
                "place add",
                "place list",
                "place remove",
                "place show",
                "poison discard",
                "poison list",
                "poison replay",
                "poison show",
                "policy check",
                "policy diff",
                "policy publish",
                "policy rollback",
                "policy show",
                "policy watch",
                "staff add",
                "staff list",
                "staff remove",
                "staff show",
                "statistics",
                "storage create",
                "sunset announce",
                "sunset certify",
                "sunset export",
                "sunset freeze",
                "sunset permit",
                "sunset plan",
                "sunset status",
                "sunset verify",
                "sunset wipe",
                "sunset withdraw",
            ],
            GhcRun.Leaves(GhcRun.Tree()).Select(path => string.Join(' ', path)).Order()
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfCommand_DescribesItselfAndEveryArgumentAndOption(string command)
    {
        var path = command.Split(' ');
        var help = (await GhcRun.Async([.. path, "--help"])).Expect(ExitCodes.Done).Output;

        var found = GhcRun.Find(path);
        var symbols = found.Arguments.Cast<Symbol>().Concat(found.Options).Append(found).ToList();
        Assert.All(symbols, symbol => Assert.False(string.IsNullOrEmpty(symbol.Description), $"{symbol.Name} is not described"));
        Assert.All(symbols, symbol => Assert.Contains(symbol.Name, help, StringComparison.Ordinal));
        Assert.Contains("--settings", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lab send")]
    [InlineData("border send")]
    public async Task Help_OfSend_NamesTheExitCodes(string command)
    {
        var help = string.Join(
            ' ',
            (await GhcRun.Async([.. command.Split(' '), "--help"])).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

        Assert.Contains(
            "0 all sent, 1 some rows refused and the others sent, 2 file, argument or settings unusable and nothing sent, 3 storage or service unreachable, 130 interrupted",
            help,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("lab send")]
    [InlineData("lab sned x.json")]
    [InlineData("lab send x.json --chekc")]
    [InlineData("lab")]
    public async Task Arguments_Wrong_ExitWithUnusable(string arguments)
    {
        var answer = (await GhcRun.Async(arguments.Split(' '))).Expect(ExitCodes.Unusable);

        Assert.NotEmpty(answer.Errors);
    }

    [Fact]
    public async Task Process_PrintsPlainTextAndExitsWithTheCode()
    {
        var sample = Path.Combine(Contracts.Docs.Folder, "samples", "lab-results-with-errors.json");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ghc.dll"), "lab", "send", sample, "--check"])
            {
                RedirectStandardOutput = true,
            }
        )!;

        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.SomeRefused, process.ExitCode);
        Assert.DoesNotContain('\u001b', output);
        Assert.EndsWith("2 good, 4 refused", output.TrimEnd(), StringComparison.Ordinal);
    }
}
