using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>The rules of the field about measures, end to end: from two officers to the code and the gate.</summary>
public sealed class MeasureTests(SharedApp shared, Azurite azurite) : IClassFixture<SharedApp>
{
    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("confirmed", "case-isolation", "red")]
    [InlineData("asymptomatic", "case-isolation", "red")]
    [InlineData("suspected", "suspected-case-isolation", "red")]
    [InlineData("close-contact", "contact-observation", "red")]
    [InlineData("contact-of-close-contact", "contact-observation", "red")]
    [InlineData("centralized-quarantine", "entry-quarantine", "red")]
    [InlineData("home-quarantine", "area-control", "red")]
    [InlineData("other-province-red", "other-province-notice", "red")]
    [InlineData("home-monitoring", "entry-quarantine", "yellow")]
    [InlineData("controlled-area-untested", "area-control", "yellow")]
    [InlineData("other-province-yellow", "other-province-notice", "yellow")]
    [InlineData("exposure", "epidemiological-investigation", "yellow")]
    public async Task R2R3_MeasureOfTwoOfficers_ColorsTheCodeAndTheGateFollows(string kind, string reason, string color)
    {
        var (anna, token, officers) = await GreenAsync();

        await officers.PutOnAsync(anna, kind, reason, App.Clock.GetUtcNow().AddDays(10));

        var code = (await Client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal((color, $"measure-{kind}"), (code.Text("color"), (string?)code["reasons"][0]!["code"]));
        // R15: red is refused, yellow restricted.
        var scan = (
            await Client.PostAsync("api/scan", new { healthCode = code.Text("healthCode") }, await Inspector.AtWorkAsync(App, Client))
        ).Expect(200);
        Assert.Equal((color == "red" ? "refuse" : "restrict", color), (scan.Text("verdict"), scan.Text("color")));
    }

    [Fact]
    public async Task R4_Exposure_TwoNegativesADayApartEndIt()
    {
        var (anna, token, officers) = await GreenAsync();
        var start = App.Clock.GetUtcNow();
        await officers.PutOnAsync(anna, "exposure", "epidemiological-investigation", start.AddDays(14), start.AddDays(-2));
        var reason = (await Client.GetAsync("api/code", token)).Expect(200)["reasons"][0]!;
        Assert.Contains(
            $"2 negative nucleic acid tests, sampled after {ChinaTime.TextOf(start.AddDays(-2))} and at least 24 hours apart, end it.",
            (string)reason["guidance"]!,
            StringComparison.Ordinal
        );

        await App.IngestAsync("lab-results", anna.LabResult(start.AddHours(-47), accession: "R4-1"));
        Assert.Equal("yellow", await Client.ColorAsync(token));
        await App.IngestAsync("lab-results", anna.LabResult(start.AddHours(-22), accession: "R4-2"));
        Assert.Equal("green", await Client.ColorAsync(token));
    }

    [Fact]
    public async Task R5_SampledAtEightYellowAtTwelveReportedAtTwo_StaysYellow()
    {
        var (anna, token, officers) = await GreenAsync();
        var twelve = App.Clock.GetUtcNow().AddHours(-2);
        await officers.PutOnAsync(anna, "controlled-area-untested", "area-control", twelve.AddDays(5), from: twelve);

        await App.IngestAsync("lab-results", anna.LabResult(twelve.AddHours(-4), accession: "R5-1"));
        Assert.Equal("yellow", await Client.ColorAsync(token));
        await App.IngestAsync("lab-results", anna.LabResult(twelve.AddHours(1), accession: "R5-2"));
        Assert.Equal("green", await Client.ColorAsync(token));
    }

    [Fact]
    public async Task R5_SampledBetweenProposalAndApproval_StaysYellow()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        await anna.ApplyAsync(app, client, daysAgo: 40);
        var proposal = Officers.Measure(anna, "controlled-area-untested", "area-control", app.Clock.GetUtcNow().AddDays(5));
        var officers = await Officers.SignInAsync(app, client);
        var id = (await client.PostAsync("api/measures", proposal, officers.First)).Expect(409).Text("measureId");
        var sampled = app.Clock.GetUtcNow().AddHours(2);
        app.Clock.Advance(TimeSpan.FromHours(6));

        var approved = (await client.PostAsync("api/measures", new { approves = id }, await Officers.OneAsync(app, client))).Expect(201);
        Assert.Equal(approved.Text("approvedAt"), approved.Text("from"));
        await app.DrainAsync("measures", "recompute-colors");
        await app.IngestAsync("lab-results", anna.LabResult(sampled, accession: "R5-3"));
        Assert.Equal(Color.Yellow, (await app.HolderAsync(anna)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), accession: "R5-4"));
        Assert.Equal(Color.Green, (await app.HolderAsync(anna)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
    }

    [Fact]
    public async Task R16_WithoutASecondOfficer_NothingChangesAndNobodyIsTold()
    {
        var (anna, token, officers) = await GreenAsync();
        var proposal = Officers.Measure(anna, "confirmed", "case-isolation", App.Clock.GetUtcNow().AddDays(10));

        var id = (await Client.PostAsync("api/measures", proposal, officers.First)).Expect(409, "needs-approval").Text("measureId");
        // The one who proposed it approves nothing, in whatever words.
        Assert.Equal(
            id,
            (await Client.PostAsync("api/measures", new { approves = id }, officers.First)).Expect(409, "needs-approval").Text("measureId")
        );
        Assert.Equal(
            id,
            (await Client.PostAsync("api/measures", proposal, officers.First)).Expect(409, "needs-approval").Text("measureId")
        );
        await App.DrainAsync("recompute-colors", "sms-outbox");

        Assert.Equal("green", await Client.ColorAsync(token));
        Assert.DoesNotContain(await App.RowsAsync(TableNames.Holders), row => row.RowKey.Contains(id, StringComparison.Ordinal));
        Assert.Empty(await officers.ToldAsync(anna, 0));
    }

    [Fact]
    public async Task R16_WithoutALegalReasonOrAnEnd_IsRefusedNamingIt()
    {
        var (anna, _, officers) = await GreenAsync();
        var until = App.Clock.GetUtcNow().AddDays(3);

        await RefusedAsync("legalReason", Officers.Measure(anna, "confirmed", null!, until));
        await RefusedAsync("legalReason", Officers.Measure(anna, "confirmed", "he-asked-for-his-savings", until));
        await RefusedAsync("legalReason", Officers.Measure(anna, "confirmed", "other-province-notice", until));
        await RefusedAsync("until", Officers.Measure(anna, "confirmed", "case-isolation"));
        await RefusedAsync("until", Officers.Measure(anna, "confirmed", "case-isolation", until.AddDays(400)), "at most 60 days");
        await RefusedAsync("until", Officers.Measure(anna, "confirmed", "case-isolation", until.AddDays(-4)));
        await RefusedAsync("from", Officers.Measure(anna, "confirmed", "case-isolation", until, until.AddDays(-90)));
        await RefusedAsync("note", Officers.Measure(anna, "confirmed", "case-isolation", until, note: new string('x', 501)));
        await RefusedAsync("approves", new { approves = "x", kind = "confirmed" });

        async Task RefusedAsync(string field, object body, string cause = "")
        {
            var errors = (await Client.PostAsync("api/measures", body, officers.First, language: "en"))
                .Expect(400, "invalid-request")["errors"]
                .AsObject();
            Assert.Contains(cause, (string?)Assert.Single(errors, error => error.Key == field).Value![0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task R16_PutOnAndLifted_HolderIsToldOnceOfEach()
    {
        var (anna, token, officers) = await GreenAsync();

        var id = await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        var put = Assert.Single(await officers.ToldAsync(anna, 1));
        Assert.Contains("close contact", put, StringComparison.Ordinal);
        Assert.Contains("articles 39 and 40", put, StringComparison.Ordinal);
        // Without an end the policy's days count: seven, today the first.
        Assert.Contains("2022-07-22 00:00", put, StringComparison.Ordinal);
        (await Client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(201);
        await officers.LiftAsync(id);
        await officers.LiftAsync(id);

        Assert.Equal("green", await Client.ColorAsync(token));
        await officers.ToldAsync(anna, 1, ": a health measure was lifted");
        await App.DrainAsync("sms-outbox");
        Assert.Equal(2, (await officers.ToldAsync(anna, 2)).Count);
        Assert.Equal(2, (await App.HolderAsync(anna)).Facts.OfType<Domain.Measures.Measure>().Count());
    }

    [Fact]
    public async Task R16_EndOfTheMeasure_TurnsTheCodeBackByTimeAlone()
    {
        var (anna, token, officers) = await GreenAsync();
        var until = App.Clock.GetUtcNow().AddMinutes(20);
        await officers.PutOnAsync(anna, "home-quarantine", "area-control", until);

        var code = (await Client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal("red", code.Text("color"));
        var upcoming = Assert.Single(code["upcoming"].AsArray())!;
        Assert.Equal(("green", code.Text("changesAt")), ((string?)upcoming["color"], (string?)upcoming["at"]));
        App.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("green", await Client.ColorAsync(token));
    }

    [Fact]
    public async Task Proposal_ADayOld_IsExpiredAndMayBeMadeAgain()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var proposal = Officers.Measure(new Traveler(), "suspected", "suspected-case-isolation", app.Clock.GetUtcNow().AddDays(9));
        var id = (await client.PostAsync("api/measures", proposal, officers.First)).Expect(409).Text("measureId");
        var pending = (await client.GetAsync("api/measures", officers.Second)).Expect(200)["measures"].AsArray();
        Assert.Contains(pending, measure => (string?)measure!["measureId"] == id && !(bool)measure["proposedByYou"]!);

        app.Clock.Advance(TimeSpan.FromHours(24));
        officers = await Officers.SignInAsync(app, client);

        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(409, "proposal-expired");
        Assert.NotEqual(
            id,
            (await client.PostAsync("api/measures", proposal, officers.First)).Expect(409, "needs-approval").Text("measureId")
        );
        Assert.DoesNotContain(
            (await client.GetAsync("api/measures", officers.Second))["measures"].AsArray(),
            measure => (string?)measure!["measureId"] == id
        );
        Assert.Contains(
            (await client.GetAsync("api/measures?state=expired&days=3", officers.Second))["measures"].AsArray(),
            measure => (string?)measure!["measureId"] == id
        );
    }

    [Fact]
    public async Task Lift_OfAProposal_WithdrawsIt()
    {
        var (anna, token, officers) = await GreenAsync();
        var proposal = Officers.Measure(anna, "suspected", "suspected-case-isolation", App.Clock.GetUtcNow().AddDays(9));
        var id = (await Client.PostAsync("api/measures", proposal, officers.First)).Expect(409).Text("measureId");

        await officers.LiftAsync(id);

        (await Client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(409, "already-decided");
        Assert.Equal("green", await Client.ColorAsync(token));
        Assert.Empty(await officers.ToldAsync(anna, 0));
    }

    [Theory]
    [InlineData("20220715-0000000000000000")]
    [InlineData("20220715-0000000000000000.00000000000000000000000000000000")]
    [InlineData("x")]
    public async Task ApproveOrLift_UnknownId_IsNotFound(string id)
    {
        var officer = await Officers.OneAsync(App, Client);

        (await Client.PostAsync("api/measures", new { approves = id }, officer)).Expect(404, "measure-not-found");
        (await Client.PostAsync("api/exposures", new { approves = id }, officer)).Expect(404, "measure-not-found");
        (await Client.CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: officer)).Expect(404, "measure-not-found");
        (await Client.GetAsync($"api/exposures/{id}", officer)).Expect(404, "measure-not-found");
    }

    [Fact]
    public async Task Measure_OnADocumentThatNobodyAppliedWith_WaitsForIt()
    {
        var officers = await Officers.SignInAsync(App, Client);
        var anna = new Traveler();

        await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);

        Assert.Equal("red", await Client.ColorAsync(token));
        Assert.Empty(await officers.ToldAsync(anna, 0));
    }

    [Fact]
    public async Task Acts_AllOfThem_AreInAuditWithoutPersonalData()
    {
        var (anna, _, officers) = await GreenAsync();
        var audit = App.Services.GetRequiredService<AuditTable>();
        var before = await audit.ListAsync(TestContext.Current.CancellationToken);

        var id = await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        (await Client.GetAsync("api/measures", officers.First)).Expect(200);
        await officers.LiftAsync(id);

        var acts = (await audit.ListAsync(TestContext.Current.CancellationToken)).Where(act => !before.Contains(act)).ToList();
        Assert.Equal(
            ["measure-approved", "measure-lifted", "measure-proposed", "measures-read"],
            acts.Where(act => act.Subject == id || act.Action == "measures-read").Select(act => act.Action).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(acts, act => act.ToString().Contains(anna.IdNumber, StringComparison.Ordinal));
        Assert.Null(await audit.FindBreakAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Somebody green whose entry is long ago, and two officers.</summary>
    private async Task<(Traveler Anna, string Token, Officers Officers)> GreenAsync()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        Assert.Equal("green", await Client.ColorAsync(token));
        return (anna, token, await Officers.SignInAsync(App, Client));
    }
}
