using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary>What every command does with its streams, with wrong and with interrupted input.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly Files files = new();

    public static TheoryData<string> Commands => HelpTests.Commands;

    /// <summary>All examples of all commands, as a shell would hand them over.</summary>
    public static TheoryData<string> Examples =>
        [.. GhcRun.Leaves(GhcRun.Tree()).SelectMany(path => Help.ExamplesOf(GhcRun.Find(path))).Select(Call)];

    public void Dispose() => files.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_WithAnOptionThatItDoesNotHave_SaysSoOnStandardErrorAlone(string command)
    {
        var answer = (await GhcRun.Async([.. command.Split(' '), "--outptu", "json"])).Expect(ExitCodes.Unusable);

        Assert.Equal("", answer.Output);
        Assert.Contains("--output", answer.Errors, StringComparison.Ordinal);
        Assert.Contains($"See: ghc {command} --help", answer.Errors, StringComparison.Ordinal);
    }

    /// <summary>Every value that is read as something else than a text, with a text that is none.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Value_ThatCannotBeRead_IsASentenceWithoutWordsOfTheProgram(string command)
    {
        var options = GhcRun.Find(command.Split(' ')).Options.Concat(GhcRun.Tree().Options.Where(option => option.Recursive));
        foreach (var option in options.Where(option => option.ValueType != typeof(bool)))
        {
            var answer = await GhcRun.Async([.. command.Split(' '), option.Name, "%"]);

            Assert.NotEqual(ExitCodes.Defect, answer.ExitCode);
            Assert.All(
                ["System.", "Ghc.Cli", "expected type"],
                word => Assert.DoesNotContain(word, answer.Errors, StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("place list --output jsn", "--output: jsn is none of json, text. Did you mean json?")]
    [InlineData("audit list --since yesterday", "--since: yesterday is no time, such as 2022-07-11T00:00:00Z.")]
    [InlineData("audit list --actor nobody", "--actor: nobody is neither an id as ghc staff list shows it nor operator.")]
    [InlineData("keys add seling", "RING: seling is none of sealing, signing. Did you mean sealing?")]
    [InlineData("staff list --role offcier", "Did you mean officer?")]
    [InlineData("deploy check localhost:7071", "localhost:7071 is no address of a service, such as https://ghc.example.")]
    public async Task Value_ThatIsWrong_IsNamedWithWhatMayHaveBeenMeant(string command, string sentence) =>
        Assert.Contains(sentence, (await GhcRun.Async(command.Split(' '))).Expect(ExitCodes.Unusable).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task Service_WithoutACertificate_IsToldByItsCause()
    {
        await using var service = new CountingService(_ => Task.CompletedTask);

        var errors = (await GhcRun.Async("deploy", "check", service.Url.Replace("http:", "https:", StringComparison.Ordinal)))
            .Expect(ExitCodes.Unreachable)
            .Errors;

        Assert.DoesNotContain("inner exception", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardOutput_ThatIsFull_EndsInASentence()
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "bash",
                ["-c", "dotnet \"$0\" policy check 7+3 > /dev/full", Path.Combine(AppContext.BaseDirectory, "ghc.dll")]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCodes.Unusable, "A file or a stream cannot be used: No space left on device"), (process.ExitCode, errors.Trim()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_ShowsAnExample(string command)
    {
        var help = (await GhcRun.Async([.. command.Split(' '), "--help"])).Expect(ExitCodes.Done).Output;

        Assert.NotEmpty(Help.ExamplesOf(GhcRun.Find(command.Split(' '))));
        Assert.All(
            Help.ExamplesOf(GhcRun.Find(command.Split(' '))),
            example =>
            {
                Assert.Contains($"  {example}", help, StringComparison.Ordinal);
                Assert.Contains($"ghc {command}", example, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_IsUnderstood(string example)
    {
        var errors = GhcRun.Tree().Parse([.. CommandLineParser.SplitCommandLine(example).Skip(1)]).Errors;

        // The files of an example are not there.
        Assert.DoesNotContain(
            errors,
            error =>
                !error.Message.StartsWith("There is no file", StringComparison.Ordinal)
                && !error.Message.StartsWith("File does not exist", StringComparison.Ordinal)
        );
    }

    /// <summary>Nobody is there: not the storage, not the service. And somebody presses Ctrl+C.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_WithNobodyThere_OrInterrupted_EndsInASentence(string example)
    {
        var arguments = Arguments(example);

        var answer = await GhcRun.Async(arguments);
        var interrupted = await GhcRun.InterruptedAsync(new CancellationToken(canceled: true), arguments);

        Assert.All(
            [answer, interrupted],
            each =>
            {
                Assert.NotEqual(ExitCodes.Defect, each.ExitCode);
                Assert.DoesNotContain("   at ", each.Output + each.Errors, StringComparison.Ordinal);
                Assert.True(
                    each.ExitCode is ExitCodes.Done or ExitCodes.SomeRefused || each.Errors.Length > 0,
                    $"{each.ExitCode} without a word"
                );
            }
        );
        Assert.True(
            interrupted.ExitCode is ExitCodes.Done or ExitCodes.SomeRefused or ExitCodes.Unusable or ExitCodes.Interrupted,
            $"{interrupted.ExitCode} {interrupted.Errors}"
        );
    }

    [Fact]
    public async Task Send_Interrupted_SaysHowManyRowsWent_AndTheSameCommandGoesOn()
    {
        using var laboratory = new LabClient();
        var at = TimeProvider.System.GetUtcNow().AddHours(-1);
        var rows = Enumerable.Range(0, 450).Select(_ => new Traveler().LabResult(at)).ToList();
        var file = files.Write("many.json", $"[{string.Join(",\n", rows)}]");
        using var interrupt = new CancellationTokenSource();
        await using var service = new CountingService(async taken =>
        {
            if (taken == 2 && !interrupt.IsCancellationRequested)
            {
                await interrupt.CancelAsync();
                await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
            }
        });
        string[] send =
        [
            "lab",
            "send",
            file,
            "--sign",
            files.Write("key.pem", laboratory.PrivatePem),
            "--kid",
            laboratory.Kid,
            "--url",
            service.Url,
        ];

        var cut = (await GhcRun.InterruptedAsync(interrupt.Token, send)).Expect(ExitCodes.Interrupted);

        var went = service.Accepted(0);
        Assert.Contains($"{went} of 450 rows were sent", cut.Errors, StringComparison.Ordinal);
        Assert.InRange(went, 1, 449);
        var rest = (await GhcRun.Async(send)).Expect(ExitCodes.Done);
        Assert.Contains($"{went} rows went before", rest.Output, StringComparison.Ordinal);
        Assert.Contains("450 sent, 0 refused", rest.Output, StringComparison.Ordinal);

        // The message that was cut off is sent again, the one before it is not.
        Assert.Equal(450 - went, Enumerable.Range(2, service.Count - 2).Sum(service.Accepted));
        Assert.False(File.Exists(file + ".sent"));
    }

    [Fact]
    public async Task Process_Interrupted_ExitsWith130AndASentence()
    {
        await using var service = new CountingService(_ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ghc.dll"), "deploy", "check", service.Url])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await Wait.UntilAsync(() => Task.FromResult(service.Count > 0));

        using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCodes.Interrupted, "Interrupted."), (process.ExitCode, errors.Trim()));
    }

    [Fact]
    public async Task Send_StandardInput_IsReadLikeAFile()
    {
        var answer = (
            await GhcRun.ReadingAsync(Docs.Text("samples/lab-results-with-errors.json"), "lab", "send", "-", "--check", "--output", "json")
        ).Expect(ExitCodes.SomeRefused);

        var report = JsonNode.Parse(answer.Output)!;
        var second = report["refused"]![0]!;
        Assert.Equal(
            (2, 2, "line 19, column 5", "A-1041"),
            ((int)report["good"]!, (int)second["row"]!, (string?)second["place"], (string?)second["accession"])
        );
    }

    [Theory]
    [InlineData("[\n {\"schema\": 5,}\n]", "line 2, column")]
    [InlineData(
        "{\"schema\":\"ghc.lab-results.v1\",\n\"laboratory\":\"x\",\n\"results\":[\n{},\n  {\"accession\":\"A-9\"}]}",
        "line 5, column 3"
    )]
    [InlineData("{}\n{\"a\":1}", "line 2")]
    public async Task Send_Wrong_NamesTheLine(string text, string place)
    {
        var answer = await GhcRun.ReadingAsync(text, "lab", "send", "-", "--check");

        Assert.Contains(place, answer.Output + answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsAFolder_IsASentence()
    {
        var folder = Path.GetDirectoryName(files.Write("x", ""))!;

        Assert.Contains(
            "is a folder",
            (await GhcRun.Async("lab", "send", folder, "--check")).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "used",
            (await GhcRun.Async("lab", "send", "/proc/self/mem", "--check")).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task RowThatNoMessageCanHold_IsRefusedAlone()
    {
        var rows = JsonNode.Parse(Docs.Text("samples/lab-results-batch.json"))!;
        rows["results"]![0]!["note"] = new string('x', 64 * 1024);

        var answer = (await GhcRun.ReadingAsync(rows.ToJsonString(), "lab", "send", "-", "--check")).Expect(ExitCodes.SomeRefused);

        Assert.Contains("4 good, 1 refused", answer.Output, StringComparison.Ordinal);
    }

    private string[] Arguments(string example) =>
        [
            .. CommandLineParser
                .SplitCommandLine(example)
                .Skip(1)
                .Select(word =>
                    word switch
                    {
                        "https://ghc.example" => "http://127.0.0.1:9",
                        "local.settings.json" or ".data/local.settings.json" => Settings(),
                        "key.pem" or "public.pem" => files.Write(word, ""),
                        "message.json" or "rules.json" => files.Write(word, "{}"),
                        "results.json" => Path.Combine(Docs.Folder, "samples", "lab-results-batch.json"),
                        "results.csv" => Path.Combine(Docs.Folder, "samples", "formats", "results.csv"),
                        "crossings.json" => Path.Combine(Docs.Folder, "samples", "border-crossings-batch.json"),
                        _ => word,
                    }
                ),
            .. example.Contains("--settings", StringComparison.Ordinal) ? Array.Empty<string>() : ["--settings", Settings()],
        ];

    private string Settings() =>
        files.WriteSettings(
            new AppSettings(
                "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a;"
            )
        );

    /// <summary>Without what the shell does around it: pipes, variables, redirections.</summary>
    private static string Call(string example) => example[example.IndexOf("ghc ", StringComparison.Ordinal)..].Split(" > ")[0].TrimEnd(')');
}
