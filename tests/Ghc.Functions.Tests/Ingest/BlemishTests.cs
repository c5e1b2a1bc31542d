using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>
/// Nobody stays green with a reported positive, and nobody is turned away after a reported crossing, because of something that decides
/// neither.
/// </summary>
public sealed class BlemishTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;

    /// <summary>A member of a positive result as JSON, and the remark.</summary>
    public static TheoryData<string, string, Remarks> OfResults =>
        new()
        {
            { "name", "\"SMITH/ANNA MS\"", Remarks.None },
            { "name", "\"SMITH<<ANNA\"", Remarks.None },
            { "name", "\"CHAN TAI MAN (PETER)\"", Remarks.None },
            { "name", "\"O´BRIEN MARY–JANE\"", Remarks.None },
            { "name", "\"N/A\"", Remarks.NameUnreadable },
            { "name", "null", Remarks.NameUnreadable },
            { "name", "\"\\ud83d\\ude00\"", Remarks.NameUnreadable },
            { "name", "\"\\ud800\"", Remarks.NameUnreadable },
            { "name", "{\"family\":\"SMITH\"}", Remarks.NameUnreadable },
            { "reportedAt", "\"2022-07-14T22:00:00Z\"", Remarks.ReportTimeAssumed },
            { "reportedAt", "\"2022-07-15T02:20:00Z\"", Remarks.ReportTimeInFuture },
            { "reportedAt", "\"2099-01-01T00:00:00Z\"", Remarks.ReportTimeAssumed },
            { "reportedAt", "null", Remarks.ReportTimeAssumed },
            { "reportedAt", "\"\"", Remarks.ReportTimeAssumed },
            { "reportedAt", "\"  \"", Remarks.ReportTimeAssumed },
            { "reportedAt", "\"soon\"", Remarks.ReportTimeAssumed },
            { "issuanceNumber", "\"00\"", Remarks.IssuanceIgnored },
            { "issuanceNumber", "\"second\"", Remarks.IssuanceIgnored },
            { "issuanceNumber", "2", Remarks.IssuanceIgnored },
            { "surprise", "1", Remarks.UnknownMember },
            { "revision", "\"1\"", Remarks.None },
            { "revision", "0", Remarks.RevisionAssumed },
            { "revision", "null", Remarks.None },
            { "status", "\"FINAL\"", Remarks.None },
            { "status", "null", Remarks.StatusAssumed },
            { "status", "\"preliminary\"", Remarks.StatusAssumed },
            { "assay", "\"RT-PCR\"", Remarks.None },
            { "assay", "\"guess\"", Remarks.AssayAssumed },
            { "pooled", "\"false\"", Remarks.None },
            { "pooled", "\"no\"", Remarks.PooledAssumed },
            { "result", "\"POSITIVE\"", Remarks.None },
            { "result", "\"阳性\"", Remarks.None },
            { "idType", "\"Passport\"", Remarks.None },
            { "sampledAt", "\"2022-07-15T09:00:00\"", Remarks.OffsetAssumed },
            { "sampledAt", "\"2022-07-15 09:00\"", Remarks.OffsetAssumed },
            { "sampledAt", "\"2022-07-15T09:00:00+0800\"", Remarks.None },
            { "sampledAt", "\"2022-07-15T02:20:00Z\"", Remarks.SampledInFuture | Remarks.ReportTimeAssumed },
            { "sampledAt", "\"2022-07-15T09:00:00Z\"", Remarks.SampledInFuture | Remarks.ReportTimeAssumed },
        };

    public static TheoryData<string, string, Remarks> OfCrossings =>
        new()
        {
            { "port", "null", Remarks.PortUnreadable },
            { "port", "\"\\u0007\"", Remarks.PortUnreadable },
            { "port", "7", Remarks.None },
            { "direction", "\"ENTRY\"", Remarks.None },
            { "direction", "\"入境\"", Remarks.None },
            { "direction", "\"sideways\"", Remarks.DirectionAssumed },
            { "issuanceNumber", "\"00\"", Remarks.IssuanceIgnored },
            { "surprise", "[]", Remarks.UnknownMember },
            { "nameInChinese", "\"?\"", Remarks.ChineseNameUnreadable },
            { "crossedAt", "\"2022-07-13 10:00:00\"", Remarks.OffsetAssumed },
            { "border", "\"\"", Remarks.None },
            { "border", "\"Luo hu / #1?\"", Remarks.None },
            { "name", "\"SMITH<<ANNA<<<<<<<\"", Remarks.None },
        };

    [Theory]
    [MemberData(nameof(OfResults))]
    public async Task Positive_WithABlemish_TurnsTheCodeRed(string member, string value, Remarks remarks)
    {
        var anna = new Traveler();
        await app.IngestAsync("lab-results", With(anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"), member, value));

        var holder = await app.HolderAsync(anna);
        Assert.Equal(Color.Red, holder.Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
        Assert.Equal(remarks, Assert.IsType<LabResult>(Assert.Single(holder.Facts)).Remarks);
    }

    [Theory]
    [InlineData("样本-1")]
    [InlineData("A/1 #7?")]
    [InlineData("十六个字的样本编号一二三四五六七八九十十六个字的样本编号一二三四五六七八九十十六个字的样本编号一二三四五六七八九十")]
    public async Task Accession_InAnyScript_IsTakenAndFound(string accession)
    {
        var anna = new Traveler();
        var message = With(anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"), "accession", $"\"{accession}\"");
        await app.SendAsync("lab-results", message);
        await app.DrainAsync("lab-results");
        await app.SendAsync(
            "lab-results",
            message
                .Replace("\"revision\":1", "\"revision\":2", StringComparison.Ordinal)
                .Replace("positive", "negative", StringComparison.Ordinal)
        );
        await app.DrainAsync("lab-results");

        Assert.Equal(Color.Green, (await app.HolderAsync(anna)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
        var (outcomes, _) = await app
            .Services.GetRequiredService<LabOutcomesTable>()
            .PageAsync("gz-kingmed", accession, null, null, 10, TestContext.Current.CancellationToken);
        Assert.Equal(["accepted", "accepted", "superseded"], outcomes.Select(outcome => outcome.Outcome).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reports_WithoutRevision_TheLaterOneCounts_InAnyOrder()
    {
        var (anna, ben) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddHours(-3);
        foreach (var (person, order) in new[] { (anna, new[] { 1, 2 }), (ben, [2, 1]) })
        {
            foreach (var hour in order)
            {
                var message = With(person.LabResult(at, hour == 1 ? "positive" : "negative"), "revision", "null");
                await app.SendAsync("lab-results", With(message, "reportedAt", $"\"{at.AddHours(hour):O}\""));
                await app.DrainAsync("lab-results");
            }

            Assert.Equal(Color.Green, (await app.HolderAsync(person)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
        }
    }

    /// <summary>What is guessed must not free anybody sooner than the truth could.</summary>
    [Theory]
    [InlineData("assay", "\"guess\"", Assay.Antigen, false)]
    [InlineData("pooled", "\"no\"", Assay.NucleicAcid, true)]
    public async Task Negative_WithAGuess_IsTheWeakerOne(string member, string value, Assay assay, bool pooled)
    {
        var anna = new Traveler();
        await app.SendAsync("lab-results", With(anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)), member, value));
        await app.DrainAsync("lab-results");

        var result = Assert.IsType<LabResult>(Assert.Single((await app.HolderAsync(anna)).Facts));
        Assert.Equal((assay, pooled), (result.Assay, result.Pooled));
    }

    [Fact]
    public async Task Batch_EveryBlemish_StaysWithItsRow_AndIsToldToTheLaboratory()
    {
        var (anna, ben) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddHours(-1);
        JsonArray rows = [Row(With(anna.LabResult(at, "positive"), "name", "null")), Row(ben.LabResult(at))];
        await app.SendAsync(
            "lab-results",
            new JsonObject
            {
                ["schema"] = "ghc.lab-results.v1",
                ["laboratory"] = "gz-kingmed",
                ["sentBy"] = "x",
                ["results"] = rows,
            }.ToJsonString()
        );
        await app.DrainAsync("lab-results");

        Assert.Equal(["name-unreadable", "unknown-member"], (await OutcomeAsync(anna)).Remarks);
        Assert.Equal(["unknown-member"], (await OutcomeAsync(ben)).Remarks);
    }

    [Fact]
    public async Task Positive_ThatCannotBeUsed_IsUrgent_AndTheOwnerIsToldThatItCouldNotBeRead()
    {
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var message = With(anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"), "sampledAt", "\"yesterday\"");
        await app.SendAsync("lab-results", message);
        await app.DrainAsync("lab-results");

        Assert.Equal(["report-unreadable"], await FindingsAsync(client, token));
        Assert.Contains(
            app.Logs.Lines,
            line => line.Contains("Positive results could not be read. Laboratory: gz-kingmed, results: 1", StringComparison.Ordinal)
        );

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        await app.DrainAsync("lab-results");
        Assert.DoesNotContain("report-unreadable", await FindingsAsync(client, token));
    }

    [Theory]
    [MemberData(nameof(OfCrossings))]
    public async Task Crossing_WithABlemish_LetsItsTravelerApply(string member, string value, Remarks remarks)
    {
        var client = app.CreateClient();
        var anna = new Traveler();
        await app.SendAsync("border-crossings", With(anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)), member, value));
        await app.DrainAsync("border-crossings");

        Assert.Equal(remarks, Assert.IsType<Crossing>(Assert.Single((await app.HolderAsync(anna)).Facts)).Remarks);
        (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201);
    }

    [Theory]
    [InlineData("CHAN TAI MAN", "陳大文", "陈大文")]
    [InlineData("CHAN TAI MAN", "陳大文", "Chan Tai-man")]
    [InlineData("N/A", "陳大文", "陳大文")]
    public async Task Crossing_WithASecondName_IsOfWhoeverHasEither(string name, string chinese, string declared)
    {
        var client = app.CreateClient();
        var chan = new Traveler { Name = declared };
        var message = With(
            With(chan.Crossing(app.Clock.GetUtcNow().AddDays(-2)), "name", $"\"{name}\""),
            "nameInChinese",
            $"\"{chinese}\""
        );
        await app.SendAsync("border-crossings", message);
        await app.DrainAsync("border-crossings");

        (await client.PostAsync("api/apply", chan.Application(await chan.SmsCodeAsync(app, client)))).Expect(201);
    }

    private async Task<LabOutcome> OutcomeAsync(Traveler person) =>
        Assert.Single(
            (
                await app
                    .Services.GetRequiredService<LabOutcomesTable>()
                    .PageAsync("gz-kingmed", person.AccessionOf(), null, null, 10, TestContext.Current.CancellationToken)
            ).Outcomes
        );

    private static async Task<IReadOnlyList<string>> FindingsAsync(HttpClient client, string token) =>
        [
            .. (await client.GetAsync("api/tests/missing", token))
                .Expect(200)["findings"]
                .AsArray()
                .Select(finding => (string)finding!["code"]!),
        ];

    private static JsonObject Row(string message)
    {
        var row = JsonNode.Parse(message)!.AsObject();
        row.Remove("schema");
        row.Remove("laboratory");
        return row;
    }

    /// <summary>The message with a member as given, be it such as no serializer would write.</summary>
    private static string With(string message, string member, string value)
    {
        var json = JsonNode.Parse(message)!.AsObject();
        json[member] = "@";
        return json.ToJsonString().Replace("\"@\"", value, StringComparison.Ordinal);
    }
}
