using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ghc.Cli;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary><c>ghc lab send</c> with files of other formats.</summary>
public sealed class LabFormatTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("fhir-bundle.json", "A-1027/94500-6")]
    [InlineData("fhir-report.json", "A-1041/94309-2")]
    [InlineData("hl7-oru.hl7", "A-1027/94500-6 A-1028/94309-2")]
    [InlineData("results.csv", "A-1027 A-1041", "--laboratory", "gz-kingmed")]
    public async Task Sample_IsToldApart_AndArrivesAsResultsOfOurs(string sample, string accessions, params string[] options)
    {
        var account = azurite.NewAccount();
        var queue = new QueueClient(account, "lab-results", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);

        (await GhcRun.Async(["lab", "send", Sample(sample), "--settings", files.Storage(account), .. options])).Expect(ExitCodes.Done);

        var message = JsonNode.Parse(
            (await queue.ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken)).Value.Body
        )!;
        var rows = message["results"]?.AsArray().Select(row => row!).ToList() ?? [message];
        Assert.Equal(
            ("gz-kingmed", accessions),
            ((string?)message["laboratory"], string.Join(' ', rows.Select(row => (string?)row["accession"])))
        );

        // The report time stands for the revision; otherwise the message follows its schema.
        Assert.All(Docs.Errors(message), error => Assert.EndsWith("revision: required", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fhir_OneOnEachLine_AndAnArrayWithOurs_AreRead()
    {
        var bundle = JsonNode.Parse(Docs.Text("samples/formats/fhir-bundle.json"))!.ToJsonString();
        var lines = files.Write(
            "export.ndjson",
            $"{bundle}\n{bundle.Replace("A-1027", "A-1028", StringComparison.Ordinal)}\n{{\"resourceType\":\"Patient\"}}\n"
        );
        var array = files.Write("array.json", $"[{bundle},{Docs.Text("samples/lab-result-negative.json")}]");

        Assert.Contains(
            "2 good, 1 refused",
            (await GhcRun.Async("lab", "send", lines, "--check")).Expect(ExitCodes.SomeRefused).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2 good, 0 refused",
            (await GhcRun.Async("lab", "send", array, "--check")).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Csv_Problem_IsNamedByLineAndColumn()
    {
        var text = Docs.Text("samples/formats/results.csv")
            .Replace("阳性", "也许", StringComparison.Ordinal)
            .Replace("混检", "Pool?", StringComparison.Ordinal);

        var answer = (await GhcRun.Async("lab", "send", files.Write("odd.csv", text), "--check", "--laboratory", "gz-kingmed")).Expect(
            ExitCodes.SomeRefused
        );

        Assert.Contains("line 3, column 8 (检测结果)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 good, 1 refused", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not used", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_Columns_AreMappedAndUnusedOnesListed()
    {
        var text = Docs.Text("samples/formats/results.csv")
            .Replace("采样时间", "Zeit", StringComparison.Ordinal)
            .Replace("换证次数", "Zimmer", StringComparison.Ordinal);
        var path = files.Write("odd.csv", text);

        var without = (await GhcRun.Async("lab", "send", path, "--check", "--laboratory", "gz-kingmed")).Expect(ExitCodes.Unusable);
        var with = (await GhcRun.Async("lab", "send", path, "--check", "--laboratory", "gz-kingmed", "--map", "Zeit=sampledAt")).Expect(
            ExitCodes.Done
        );

        Assert.Contains("sampledAt: No column is read as this member.", without.Errors, StringComparison.Ordinal);
        Assert.Contains("Columns that are not used: Zimmer", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_CanBeTold()
    {
        var text = files.Write("one-column.csv", "accession\nA-1\n");

        Assert.Contains(
            "JSON",
            (await GhcRun.Async("lab", "send", text, "--check")).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--map",
            (await GhcRun.Async("lab", "send", text, "--check", "--format", "csv")).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.NotEmpty((await GhcRun.Async("lab", "send", text, "--check", "--format", "pdf")).Expect(ExitCodes.Unusable).Errors);
        (await GhcRun.Async("lab", "send", text, "--check", "--laboratory", "GZ KingMed")).Expect(ExitCodes.Unusable);
    }

    [Fact]
    public async Task Hl7_InGb18030_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding
            .GetEncoding("gb18030")
            .GetBytes(Docs.Text("samples/formats/hl7-oru.hl7").Replace("UNICODE UTF-8", "GB 18030-2000", StringComparison.Ordinal));

        Assert.Contains(
            "2 good, 0 refused",
            (await GhcRun.Async("lab", "send", files.Write("batch.hl7", bytes), "--check")).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
    }

    private static string Sample(string name) => Path.Combine(Docs.Folder, "samples", "formats", name);
}
