using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Laboratories;

/// <summary>Every message gets an outcome that its laboratory, and nobody else's, can read.</summary>
public sealed class LabOutcomeTests(Azurite azurite) : IDisposable
{
    private readonly LabClient laboratory = new();
    private readonly LabClient other = new("sz-bgi");

    public void Dispose()
    {
        laboratory.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Outcomes_OfEveryKind_AreListedNewestFirst()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var at = app.Clock.GetUtcNow();
        await SendAsync(app, anna.LabResult(at, revision: 2, status: "corrected"));
        await SendAsync(app, anna.LabResult(at, "positive"));
        await SendAsync(app, anna.LabResult(at, "positive"));
        await SendAsync(app, anna.LabResult(at, "unheard-of", "A-9"));

        var answer = (await client.GetAsync("api/laboratories/gz-kingmed/outcomes", Token(app))).Expect(200);

        Assert.Equal(
            [("rejected", "A-9"), ("duplicate", "A-1"), ("superseded", "A-1"), ("accepted", "A-1")],
            answer["outcomes"].AsArray().Select(o => ((string)o!["outcome"]!, ((string)o["accession"]!)[..3]))
        );
        Assert.Equal("This is none of the allowed values.", (string?)answer["outcomes"][0]!["errors"]!["result"]![0]);
        Assert.Equal("invalid-request", (string?)answer["outcomes"][0]!["reason"]);
        Assert.Null(answer.Json!["next"]);

        var one = (await client.GetAsync($"api/laboratories/gz-kingmed/outcomes?accession={anna.AccessionOf("A-9")}", Token(app))).Expect(
            200
        );
        Assert.Single(one["outcomes"].AsArray());
        Assert.DoesNotContain(anna.IdNumber, answer.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_HigherRevision_TellsOfTheOneItSupersedes()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        var at = app.Clock.GetUtcNow();
        await SendUnsignedAsync(app, anna.LabResult(at));
        await SendUnsignedAsync(app, anna.LabResult(at, "positive", revision: 2, status: "corrected"));
        await SendUnsignedAsync(app, anna.LabResult(at, "inconclusive", revision: 2, status: "corrected"));

        Assert.Equal(
            ["1 accepted ", "1 superseded ", "2 accepted ", "2 accepted revision-contradicted", "2 accepted revision-contradicted"],
            (await app.OutcomesAsync(anna.AccessionOf())).Select(o => $"{o.Revision} {o.Outcome} {o.Reason}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Outcomes_MoreThanAPage_AreReadPageByPage_AndSinceEnds()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var at = app.Clock.GetUtcNow();
        var early = await SendBatchAsync(app, at, 60);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var late = await SendBatchAsync(app, at, 60);

        var first = (await client.GetAsync("api/laboratories/gz-kingmed/outcomes", Token(app))).Expect(200);
        var second = (
            await client.GetAsync($"api/laboratories/gz-kingmed/outcomes?after={Uri.EscapeDataString(first.Text("next"))}", Token(app))
        ).Expect(200);
        var seen = first["outcomes"].AsArray().Concat(second["outcomes"].AsArray()).Select(o => (string)o!["accession"]!).ToList();
        Assert.Equal((100, 20, null), (first["outcomes"].AsArray().Count, second["outcomes"].AsArray().Count, second.Json!["next"]));
        Assert.Equal(late.Order(), seen[..60].Order());
        Assert.Equal(early.Order(), seen[60..].Order());

        var since = (
            await client.GetAsync($"api/laboratories/gz-kingmed/outcomes?since={app.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss}Z", Token(app))
        ).Expect(200);
        Assert.Equal(late.Order(), since["outcomes"].AsArray().Select(o => (string)o!["accession"]!).Order());
    }

    [Theory]
    [InlineData("accession=%09", "accession")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=2022-07-15T00:00:00", "since")]
    [InlineData("after=~", "after")]
    public async Task Outcomes_BadQuery_IsRefusedByName(string query, string field)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);

        var answer = (await client.GetAsync($"api/laboratories/gz-kingmed/outcomes?{query}", Token(app))).Expect(400, "invalid-request");

        Assert.NotNull(answer["errors"][field]);
    }

    [Fact]
    public async Task Outcomes_ForWhomTheyAreNot_AreRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        await other.RegisterAsync(app);
        using var stranger = new LabClient();
        var soon = app.Clock.GetUtcNow().AddMinutes(4);
        Task<Answer> Ask(string? token) => client.GetAsync("api/laboratories/gz-kingmed/outcomes", token);

        (await Ask(null)).Expect(401, "not-signed-in");
        (await Ask(stranger.Token(soon))).Expect(401, "not-signed-in");
        (await Ask(laboratory.Token(soon, audience: "other"))).Expect(401, "not-signed-in");
        (await Ask(laboratory.Token(app.Clock.GetUtcNow()))).Expect(401, "not-signed-in");
        (await Ask(laboratory.Token(app.Clock.GetUtcNow().AddHours(1)))).Expect(401, "not-signed-in");
        (await Ask(laboratory.Token(soon, kid: "gz-kingmed/k9"))).Expect(401, "not-signed-in");
        (await Ask(laboratory.Sign(new Traveler().LabResult(app.Clock.GetUtcNow())))).Expect(401, "not-signed-in");
        (await Ask(other.Token(soon))).Expect(403, "forbidden");
        (await Ask(await new Traveler().ApplyAsync(app, client))).Expect(403, "forbidden");
        (await Ask(laboratory.Token(soon))).Expect(200);
        await laboratory.RetireKeyAsync(app);
        (await Ask(laboratory.Token(soon))).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Outcomes_ReadByAnOfficer_AreAudited()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));

        (await client.GetAsync("api/laboratories/gz-kingmed/outcomes", officer)).Expect(200);

        var acts = await app.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(acts, act => act is { Action: "outcomes-read", Subject: "gz-kingmed" });
    }

    [Fact]
    public async Task PooledPositive_ThenLateSingleNegative_TurnsGreen_AndAnOlderNegativeDoesNot()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        await anna.ApplyAsync(app, client, daysAgo: 40);
        var at = app.Clock.GetUtcNow();
        Task<string> Color() => ColorAsync(app, anna);
        Assert.Equal("green", await Color());

        await SendUnsignedAsync(app, anna.LabResult(at.AddHours(-5), "positive", "POOL-1", pooled: true));
        Assert.Equal("yellow", await Color());

        // Sampled before the pool, reported after it.
        await SendUnsignedAsync(app, anna.LabResult(at.AddHours(-9), "negative", "S-1"));
        Assert.Equal("yellow", await Color());
        await SendUnsignedAsync(app, anna.LabResult(at.AddHours(-1), "negative", "S-2"));
        Assert.Equal("green", await Color());
    }

    private string Token(GhcApp app) => laboratory.Token(app.Clock.GetUtcNow().AddMinutes(4));

    private Task SendAsync(GhcApp app, string message) => SendUnsignedAsync(app, laboratory.Sign(message));

    private static async Task SendUnsignedAsync(GhcApp app, string message)
    {
        await app.IngestAsync("lab-results", message);

        // Lines of one instant have no order.
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task<IReadOnlyList<string>> SendBatchAsync(GhcApp app, DateTimeOffset at, int count)
    {
        var rows = Enumerable.Range(0, count).Select(_ => JsonNode.Parse(new Traveler().LabResult(at))!.AsObject()).ToList();
        foreach (var row in rows)
        {
            row.Remove("schema");
            row.Remove("laboratory");
        }

        var accessions = rows.Select(row => (string)row["accession"]!).ToList();
        var batch = new JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["laboratory"] = laboratory.Id,
            ["results"] = new JsonArray([.. rows]),
        };
        await SendAsync(app, batch.ToJsonString());
        return accessions;
    }

    private static async Task<string> ColorAsync(GhcApp app, Traveler who)
    {
        await app.DrainAsync("recompute-colors");
        return (await app.HolderAsync(who)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color.ToString().ToLowerInvariant();
    }
}
