using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>Question 4 of the guide: "Why the GHC does not record my nucleic acid tests?"</summary>
public sealed class MissingTestsTests(Azurite azurite)
{
    private static int count;

    [Fact]
    public async Task Find_NothingReported_SaysHowLongLaboratoriesTake()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);

        var findings = (await client.GetAsync("api/tests/missing", token)).Expect(200)["findings"].AsArray();

        var finding = Assert.Single(findings)!;
        Assert.Equal("not-reported-yet", (string?)finding["code"]);
        Assert.Contains("24 hours", (string?)finding["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ResultElsewhere_IsHintedAtOnlyForTheSamePerson()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var number = $"{30_000_000 + Interlocked.Increment(ref count)}";
        var lin = new Traveler
        {
            Name = "LIN MEI HUA",
            Country = "TW",
            IdType = "taiwan-permit",
            IdNumber = number,
            Issuance = "01",
        };
        var token = await lin.ApplyAsync(app, client);

        // The same digits are somebody else's passport: nothing is told.
        await (new Traveler { Name = "PETER MILLER", IdNumber = number }).TestedAsync(app, "P-1");
        Assert.Equal(["not-reported-yet"], await CodesAsync(client, token));

        await (lin with { IdType = "passport", Issuance = null }).TestedAsync(app, "P-2");
        await (lin with { Issuance = "02" }).TestedAsync(app, "P-3");
        Assert.Equal(["other-id-type", "other-issuance"], await CodesAsync(client, token));
        var text = (await client.GetAsync("api/tests/missing", token)).Json!.ToJsonString();
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("negative", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("kingmed", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ResultUnderANearNumber_SuggestsItToTheSamePerson()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var number = $"0{31_000_000 + Interlocked.Increment(ref count)}";
        var anna = new Traveler { IdNumber = number };
        var token = await anna.ApplyAsync(app, client);

        await (new Traveler { Name = "PETER MILLER", IdNumber = number[1..] }).TestedAsync(app, "N-1");
        Assert.Equal(["not-reported-yet"], await CodesAsync(client, token));

        await (anna with { IdNumber = number[1..] }).TestedAsync(app, "N-2");
        Assert.Equal(["near-number"], await CodesAsync(client, token));
        await (anna with { IdNumber = $"O{number[1..]}" }).TestedAsync(app, "N-3");
        Assert.Equal(["near-number"], await CodesAsync(client, token));
        Assert.DoesNotContain(
            number[1..],
            (await client.GetAsync("api/tests/missing", token)).Json!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_OwnResults_TellsWhatIsWrongWithThem()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var now = app.Clock.GetUtcNow();
        foreach (
            var message in new[]
            {
                anna.LabResult(now.AddHours(-9), accession: "C-1"),
                anna.LabResult(now.AddHours(-9), accession: "C-1", revision: 2, status: "cancelled"),
                (anna with { Name = "BERTA BROWN" }).LabResult(now.AddHours(-8), accession: "C-2"),
                anna.LabResult(now.AddHours(-7), result: "invalid", accession: "C-3"),
            }
        )
        {
            await app.SendAsync("lab-results", message);
        }

        await app.DrainAsync("lab-results", "recompute-colors");
        Assert.Equal(["result-cancelled", "name-mismatch", "test-invalid"], await CodesAsync(client, token));
        Assert.DoesNotContain("BERTA", (await client.GetAsync("api/tests/missing", token)).Json!.ToJsonString(), StringComparison.Ordinal);

        // A later test that could be evaluated, and time, end the findings.
        await anna.TestedAsync(app, "C-4");
        Assert.Equal(["result-cancelled", "name-mismatch"], await CodesAsync(client, token));
        app.Clock.Advance(TimeSpan.FromDays(15));
        token = await anna.SignInAsync(app, client);
        Assert.Equal(["not-reported-yet"], await CodesAsync(client, token));
    }

    [Theory]
    [InlineData("en", "hours")]
    [InlineData("zh-Hans", "小时")]
    [InlineData("zh-HK", "小時")]
    public async Task Find_InALanguage_AnswersInIt(string language, string word)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);

        var answer = (await client.GetAsync("api/tests/missing", token, language)).Expect(200);

        Assert.Contains(word, (string?)answer["findings"][0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OfSomebodyElse_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var other = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");

        (await client.GetAsync($"api/tests/missing?holder={holder}", other)).Expect(404, "holder-not-found");
        (await client.GetAsync("api/tests/missing", token: null)).Expect(401, "not-signed-in");
    }

    private static async Task<IEnumerable<string?>> CodesAsync(HttpClient client, string token) =>
        (await client.GetAsync("api/tests/missing", token)).Expect(200)["findings"].AsArray().Select(finding => (string?)finding!["code"]);
}
