using System.Globalization;
using System.Text;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Ghc.Functions.Audit;
using Ghc.Functions.Rules;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Policies;

/// <summary>The rules change: proposed, tried, approved by another, swept over everyone, and taken back.</summary>
public sealed class PolicyTests(Azurite azurite)
{
    [Fact]
    public async Task Put_ByTwoOfficers_IsTriedThenPublishedAndSwept()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client, daysAgo: 5);
        var (first, second) = (await Officers.OneAsync(app, client), await Officers.OneAsync(app, client));

        // Day 6 after the entry is red under 7+3 and yellow under 5+3. The proposal changes nothing but says what it would change.
        Assert.Equal("red", (await client.GetAsync("api/code", token)).Text("color"));
        var trial = (await PutAsync(client, Policy.Pack("5+3").Json, first)).Expect(202);
        Assert.Equal("trial", trial.Text("kind"));
        var counted = await FinishedAsync(app, client, trial.Text("sweepId"), first);
        Assert.Equal(("1", "1"), (counted.Text("done"), counted["changes"]["red->yellow"]!.ToString()));
        Assert.Equal("red", (await client.GetAsync("api/code", token)).Text("color"));

        // The same officer again approves nothing; another one does.
        Assert.Equal("trial", (await PutAsync(client, Policy.Pack("5+3").Json, first)).Expect(202).Text("kind"));
        var publication = (await PutAsync(client, Policy.Pack("5+3").Json, second)).Expect(202);
        Assert.Equal("publication", publication.Text("kind"));
        app.Clock.Advance(PolicyVersion.Notice + TimeSpan.FromSeconds(1));
        await Sweeps.RunAsync(app, publication.Text("sweepId"));
        await FinishedAsync(app, client, publication.Text("sweepId"), second);

        var code = await client.GetAsync("api/code", token);
        Assert.Equal(("yellow", "5+3"), (code.Text("color"), code.Text("policyVersion")));
        Assert.Equal("5+3", (await client.GetAsync("api/policy", first)).Expect(200).Text("version"));

        // Taken back in one step, by one officer.
        var back = (await client.PostAsync("api/policy/rollback", null, first)).Expect(202);
        app.Clock.Advance(PolicyVersion.Notice + TimeSpan.FromSeconds(1));
        await Sweeps.RunAsync(app, back.Text("sweepId"));
        await FinishedAsync(app, client, back.Text("sweepId"), first);
        Assert.Equal(
            ("red", "7+3"),
            ((await client.GetAsync("api/code", token)).Text("color"), (await client.GetAsync("api/policy", first)).Text("version"))
        );

        var audit = app.Services.GetRequiredService<AuditTable>();
        Assert.Equal(
            ["policy-approved", "policy-proposed", "policy-rolled-back"],
            (await audit.ListAsync(TestContext.Current.CancellationToken)).Select(entry => entry.Action).Order(StringComparer.Ordinal)
        );
        Assert.Null(await audit.FindBreakAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Put_TwoOfficersApproveAtOnce_PublishesOnce()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officers = new[]
        {
            await Officers.OneAsync(app, client),
            await Officers.OneAsync(app, client),
            await Officers.OneAsync(app, client),
        };
        (await PutAsync(client, Policy.Pack("off").Json, officers[0])).Expect(202);

        var answers = await Task.WhenAll(
            PutAsync(client, Policy.Pack("off").Json, officers[1]),
            PutAsync(client, Policy.Pack("off").Json, officers[2])
        );

        Assert.All(answers, answer => answer.Expect(202));
        var versions = (await client.GetAsync("api/policy", officers[0])).Expect(200)["versions"].AsArray();
        Assert.Equal(1, versions.Count(version => version!["state"]!.ToString() == "published"));
    }

    [Theory]
    [InlineData("\"greenOnDay\": 28", "\"greenOnDay\": 27", "examples[")]
    [InlineData("\"greenOnDay\": 28", "\"greenOnDay\": \"x\"", "inbound.greenOnDay")]
    [InlineData("\"greenOnDay\": 28", "\"greenOnNight\": 28", "inbound.")]
    [InlineData("Foshan 2022\"", "Foshan 2022\\ud800\"", "sources[5]")]
    public async Task Put_WrongPolicy_IsRefusedNamingWhatIsWrong(string replace, string by, string field)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();

        var answer = await PutAsync(
            client,
            Policy.Pack("7+3").Json.Replace(replace, by, StringComparison.Ordinal),
            await Officers.OneAsync(app, client)
        );

        answer.Expect(422, "invalid-policy");
        Assert.Contains(answer["errors"].AsObject(), error => error.Key.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_MoreThanAWeekAhead_IsRefusedNamingTheTime()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        Task<Answer> PutAsync(string effectiveAt, string token) =>
            client.CallAsync(HttpMethod.Put, $"api/policy?effectiveAt={effectiveAt}", Policy.Pack("off").Json, token);
        string InDays(int days) => app.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        foreach (var effectiveAt in new[] { InDays(8), "9999-12-31T23:59:59Z" })
        {
            var refused = (await PutAsync(effectiveAt, officers.First)).Expect(400, "invalid-request");
            Assert.Contains("7 days", refused["errors"]["effectiveAt"]![0]!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("trial", (await PutAsync(InDays(7), officers.First)).Expect(202).Text("kind"));
        Assert.Equal("publication", (await PutAsync(InDays(7), officers.Second)).Expect(202).Text("kind"));
    }

    [Fact]
    public async Task Put_AsLargeAsABodyMayBe_IsKeptAsItStands()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = await Officers.OneAsync(app, client);
        var pack = Policy.Pack("7+3").Json;
        var end = pack.LastIndexOf('}');
        var largest =
            pack[..end]
            + string.Concat(Enumerable.Repeat("\n\t", (JsonBody.MaxBytes - Encoding.UTF8.GetByteCount(pack)) / 2))
            + pack[end..];

        (await PutAsync(client, largest, officer)).Expect(202);

        Assert.Equal(
            largest,
            (await app.Services.GetRequiredService<PoliciesTable>().ListAsync(TestContext.Current.CancellationToken))[0].Pack
        );
    }

    [Fact]
    public async Task RollBack_NothingWasPublished_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();

        (await client.PostAsync("api/policy/rollback", null, await Officers.OneAsync(app, client))).Expect(409, "nothing-to-roll-back");
    }

    [Fact]
    public async Task Policy_ByAnybodyElse_IsForbidden()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var traveler = await new Traveler().ApplyAsync(app, client);

        (await client.GetAsync("api/policy", traveler)).Expect(403, "forbidden");
        (await PutAsync(client, Policy.Pack("off").Json, traveler)).Expect(403, "forbidden");
        (await client.GetAsync("api/sweeps/trial-1", token: null)).Expect(401);
        (await client.GetAsync("api/sweeps/trial-99", await Officers.OneAsync(app, client))).Expect(404, "sweep-not-found");
    }

    /// <summary>At once, whatever day the pack names.</summary>
    private static Task<Answer> PutAsync(HttpClient client, string policy, string token) =>
        client.CallAsync(HttpMethod.Put, "api/policy?effectiveAt=2022-07-15T00:00:00Z", policy, token);

    private static async Task<Answer> FinishedAsync(GhcApp app, HttpClient client, string sweepId, string token)
    {
        Answer? answer = null;
        await Wait.UntilAsync(async () =>
            (answer = (await client.GetAsync($"api/sweeps/{sweepId}", token)).Expect(200)).Text("state") == "done"
        );
        return answer!;
    }
}
