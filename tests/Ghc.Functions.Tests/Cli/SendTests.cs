using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ghc.Cli;
using Ghc.Functions.LabResults;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

public sealed class SendTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();

    public static TheoryData<string> LabSamples => [.. Samples("lab-").Where(name => !name.Contains("errors", StringComparison.Ordinal))];

    public static TheoryData<string> BorderSamples => [.. Samples("border-")];

    public void Dispose() => files.Dispose();

    [Theory]
    [MemberData(nameof(LabSamples))]
    public async Task LabSend_Sample_ArrivesAsTheSameResults(string sample)
    {
        var (queue, settings) = await QueueAsync("lab-results");

        (await GhcRun.Async("lab", "send", Sample(sample), "--settings", settings)).Expect(ExitCodes.Done);

        var sent = await TakeAsync(queue);
        Assert.All(sent, message => Assert.Empty(Docs.Errors(message)));
        var written = JsonNode.Parse(Docs.Text($"samples/{sample}"))!;
        Assert.Equal(Accessions([written]), Accessions(sent));
    }

    [Theory]
    [MemberData(nameof(BorderSamples))]
    public async Task BorderSend_Sample_SendsEachCrossingAsAMessage(string sample)
    {
        var (queue, settings) = await QueueAsync("border-crossings");

        (await GhcRun.Async("border", "send", Sample(sample), "--settings", settings)).Expect(ExitCodes.Done);

        var sent = await TakeAsync(queue);
        var written = JsonNode.Parse(Docs.Text($"samples/{sample}"))!;
        Assert.Equal(written is JsonArray many ? many.Count : 1, sent.Count);
        Assert.All(sent, message => Assert.Empty(Docs.Errors(message)));
    }

    [Fact]
    public async Task LabSend_SingleResult_ArrivesUnchanged()
    {
        var (queue, settings) = await QueueAsync("lab-results");

        (await GhcRun.Async("lab", "send", Sample("lab-result-negative.json"), "--settings", settings)).Expect(ExitCodes.Done);

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Docs.Text("samples/lab-result-negative.json")), Assert.Single(await TakeAsync(queue)))
        );
    }

    [Fact]
    public async Task LabSend_SomeRowsWrong_NamesRowFieldAndReasonAndSendsTheOthers()
    {
        var (queue, settings) = await QueueAsync("lab-results");

        var answer = (await GhcRun.Async("lab", "send", Sample("lab-results-with-errors.json"), "--settings", settings)).Expect(
            ExitCodes.SomeRefused
        );

        Assert.Equal(["A-1040", "A-1045"], Accessions(await TakeAsync(queue)));
        Assert.Contains("2 sent, 4 refused", answer.Output, StringComparison.Ordinal);
        foreach (var (row, field) in new[] { (2, "sampledAt"), (3, "result"), (4, "idNumber"), (5, "accession") })
        {
            Assert.Matches($@"(?m)^\W*{row}\W+{field}\W+\w", answer.Output);
        }
    }

    [Fact]
    public async Task LabSend_Check_NeedsNoSettingsAndSendsNothing()
    {
        var good = (await GhcRun.Async("lab", "send", Sample("lab-results-batch.json"), "--check")).Expect(ExitCodes.Done);
        var bad = (await GhcRun.Async("lab", "send", "--check", Sample("lab-results-with-errors.json"))).Expect(ExitCodes.SomeRefused);

        Assert.Contains("5 good, 0 refused", good.Output, StringComparison.Ordinal);
        Assert.Contains("2 good, 4 refused", bad.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LabSend_ManyLongRowsOfTwoLaboratories_FitIntoFewMessages()
    {
        var (queue, settings) = await QueueAsync("lab-results");
        var rows = new JsonArray([.. Enumerable.Range(0, 500).Select(LongRow)]);

        (await GhcRun.Async("lab", "send", files.Write("many.json", rows.ToJsonString()), "--settings", settings)).Expect(ExitCodes.Done);

        var sent = await TakeAsync(queue);
        Assert.Equal(rows.Select(row => (string)row!["accession"]!).Order(), Accessions(sent));
        Assert.All(
            sent,
            message => Assert.InRange(Encoding.UTF8.GetByteCount(message.ToJsonString(LabBatches.AsItCame)), 1, SendFile.MaxMessageBytes)
        );
        Assert.All(sent, message => Assert.Empty(Docs.Errors(message)));
        var bytes = sent.Sum(message => message.ToJsonString(LabBatches.AsItCame).Length);
        Assert.InRange(sent.Count, 2, (bytes / SendFile.MaxMessageBytes) + 3);
    }

    [Fact]
    public async Task LabSend_RowsOfAFile_AreTakenInByTheService()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var token = await (anna with { LatestCrossingYear = app.Clock.GetUtcNow().Year }).ApplyAsync(app, client, daysAgo: 0);
        var result = anna.LabResult(app.Clock.GetUtcNow().AddMinutes(-5));

        (
            await GhcRun.Async(
                "lab",
                "send",
                files.Write("result.json", $"[{result},{result}]"),
                "--settings",
                files.WriteSettings(app.Settings)
            )
        ).Expect(ExitCodes.Done);

        await Wait.UntilAsync(async () => (await client.GetAsync("api/code", token))["tests"].AsArray().Count == 1);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("7", "object")]
    public async Task Send_FileThatIsNoJsonObject_IsRefusedWhole(string text, string reason)
    {
        var answer = (await GhcRun.Async("lab", "send", files.Write("odd.json", text))).Expect(ExitCodes.Unusable);

        Assert.Contains("The file cannot be used:", answer.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"schema":"ghc.lab-result.v1","schema":"ghc.lab-result.v1"}""")]
    [InlineData("""[null]""")]
    [InlineData("""["GHC1:"]""")]
    [InlineData("""[[{}]]""")]
    [InlineData("""{"schema":5}""")]
    public async Task Send_RowThatIsNoMessage_IsOneRefusedRow(string text)
    {
        var path = files.Write("odd.json", text);

        foreach (var queue in new[] { "lab", "border" })
        {
            var answer = (await GhcRun.Async(queue, "send", path, "--check")).Expect(ExitCodes.SomeRefused);
            Assert.Contains("0 good, 1 refused", answer.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Send_FileOfWindowsEditors_IsRead(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Docs.Text("samples/lab-results-batch.json").ReplaceLineEndings("\r\n");

        (
            await GhcRun.Async(
                "lab",
                "send",
                files.Write("marked.json", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]),
                "--check"
            )
        ).Expect(ExitCodes.Done);
    }

    [Fact]
    public async Task Send_FileOfNoText_IsUnusable() =>
        Assert.Contains(
            "UTF-8",
            (await GhcRun.Async("lab", "send", files.Write("noise.json", [0x7B, 0xFF, 0xFF, 0x7D]), "--check"))
                .Expect(ExitCodes.Unusable)
                .Errors,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Send_FileMissing_IsUnusable()
    {
        var answer = (await GhcRun.Async("lab", "send", files.In("none.json"))).Expect(ExitCodes.Unusable);

        Assert.Contains("none.json", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_StorageNotThere_SaysSoSoon()
    {
        var clock = Stopwatch.StartNew();
        var storage =
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;";

        var answer = (await GhcRun.Async("lab", "send", Sample("lab-result-negative.json"), "--settings", files.Storage(storage))).Expect(
            ExitCodes.Unreachable
        );

        Assert.StartsWith("Storage did not answer:", answer.Errors, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Send_QueueNotThere_SaysHowItComesToBe()
    {
        var answer = (
            await GhcRun.Async("lab", "send", Sample("lab-result-negative.json"), "--settings", files.Storage(azurite.NewAccount()))
        ).Expect(ExitCodes.Unreachable);

        Assert.Contains("ghc storage create", answer.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Samples(string prefix) =>
        Directory.GetFiles(Path.Combine(Docs.Folder, "samples"), $"{prefix}*.json").Select(path => Path.GetFileName(path)).Order();

    private static string Sample(string name) => Path.Combine(Docs.Folder, "samples", name);

    private static IEnumerable<string> Accessions(IEnumerable<JsonNode> messages) =>
        messages
            .SelectMany(message => message["results"]?.AsArray().Select(row => row!) ?? [message])
            .Select(row => (string)row["accession"]!)
            .Order();

    private static JsonNode LongRow(int n)
    {
        var row = JsonNode.Parse(Docs.Text("samples/lab-result-negative.json"))!;
        row["laboratory"] = n % 2 == 0 ? "gz-kingmed" : new string('z', 40);
        row["accession"] = $"{n:D4}-{new string('+', 59)}";
        row["name"] = string.Join(' ', Enumerable.Repeat("MARIA", 8));
        return row;
    }

    private async Task<(QueueClient Queue, string Settings)> QueueAsync(string name)
    {
        var account = azurite.NewAccount();
        var queue = new QueueClient(account, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return (queue, files.Storage(account));
    }

    private static async Task<List<JsonNode>> TakeAsync(QueueClient queue)
    {
        var messages = new List<JsonNode>();
        for (var more = true; more; )
        {
            var taken = await queue.ReceiveMessagesAsync(32, cancellationToken: TestContext.Current.CancellationToken);
            messages.AddRange(taken.Value.Select(message => JsonNode.Parse(message.Body)!));
            more = taken.Value.Length > 0;
        }

        return messages;
    }
}
