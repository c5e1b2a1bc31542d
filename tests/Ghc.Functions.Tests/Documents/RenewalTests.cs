using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Documents;

public sealed class RenewalTests(Azurite azurite)
{
    private static int count;

    [Fact]
    public async Task Renew_PermitThatHasCrossed_KeepsResultsCodesAndVisits()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client, daysAgo: 12);
        var shift = await Inspector.AtWorkAsync(app, client);
        await chan.TestedAsync(app, "A-1");
        var before = await client.GetAsync("api/code", token);
        var oldId = before.Text("holderId");
        var print = await PrintedCodeTests.PrintAsync(client, token, oldId);
        await Inspector.ScanAsync(client, shift, before.Text("healthCode"));
        await app.DrainAsync();

        var renewed = chan with { Issuance = "02" };
        await app.IngestAsync("border-crossings", renewed.Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        var newId = (await RenewAsync(client, token, oldId, "2", 2022)).Expect(200).Text("holderId");

        // The same session shows the new document, with the old results and the crossing of today.
        var after = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.NotEqual(oldId, newId);
        Assert.Equal((newId, "red", "green"), (after.Text("holderId"), after.Text("color"), before.Text("color")));
        Assert.Single(after["tests"].AsArray());

        // A result for the older issuance is not lost, whenever it comes.
        await chan.TestedAsync(app, "A-2");
        Assert.Equal(2, (await client.GetAsync("api/code", token))["tests"].AsArray().Count);
        Assert.Equal("not-reported-yet", (string?)(await client.GetAsync("api/tests/missing", token))["findings"][0]!["code"]);

        // The code on the screen and the one on paper name the former document, and are read at the new one.
        Assert.Equal("red", (await Inspector.ScanAsync(client, shift, before.Text("healthCode"))).Text("color"));
        Assert.Equal("red", (await Inspector.ScanAsync(client, shift, print.Text("healthCode"))).Text("color"));
        await app.DrainAsync("visits");
        Assert.True((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray().Count >= 2);

        // Whoever comes back finds the new document, and asking again changes nothing.
        var again = await chan.SignInAsync(app, client);
        Assert.Equal(newId, (await client.GetAsync("api/code", again)).Text("holderId"));
        Assert.Equal(newId, (await RenewAsync(client, again, oldId, "02", 2022)).Expect(200).Text("holderId"));

        // The strip outlives the renewal only within its minutes.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await client.ScanAsync(shift, before.Text("healthCode"))).Expect(422, "code-expired");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Renew_CorrectionNamesAnotherPermit_CountsWhereItNames(bool someoneElse)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var renewed = chan with { Issuance = "02" };
        var token = await chan.ApplyAsync(app, client, daysAgo: 12);
        var oldId = (await client.GetAsync("api/code", token)).Text("holderId");
        var at = app.Clock.GetUtcNow().AddHours(-2);
        await app.SendAsync("lab-results", chan.LabResult(at, "positive"));
        await app.SendAsync("border-crossings", renewed.Crossing(at.AddHours(-1)));
        await app.DrainAsync();
        (await RenewAsync(client, token, oldId, "02", 2022)).Expect(200);

        // To the permit as it is now, or to a person whose sample it really was.
        var right = someoneElse ? new Traveler { Sample = chan.Sample } : renewed;
        await app.IngestAsync("lab-results", right.LabResult(at, "negative", revision: 2, status: "corrected"));

        var tests = (await client.GetAsync("api/code", token)).Expect(200)["tests"].AsArray();
        Assert.Equal(someoneElse ? [] : ["negative"], tests.Select(test => (string)test!["result"]!));
        Assert.Equal("Negative", Assert.Single((await app.HolderAsync(right)).Status!.Tests).Result.ToString());
        Assert.Empty(await app.PoisonAsync("recompute-colors"));
    }

    [Fact]
    public async Task Measure_OnThePermitBefore_IsToldToItsHolder_AndSoIsItsEnd()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client);
        (await RenewAsync(client, token, (await client.GetAsync("api/code", token)).Text("holderId"), "02")).Expect(200);
        await app.DrainAsync();
        var measure = new
        {
            idType = chan.IdType,
            idNumber = chan.IdNumber,
            issuanceNumber = chan.Issuance,
            kind = "close-contact",
            legalReason = "contact-observation",
        };

        var id = (await client.PostAsync("api/measures", measure, officers.First)).Expect(409, "needs-approval").Text("measureId");
        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(201);
        await app.DrainAsync("recompute-colors");

        Assert.Equal("red", await client.ColorAsync(token));
        Assert.Contains("close contact", Assert.Single(await officers.ToldAsync(chan, 1)), StringComparison.Ordinal);
        await officers.LiftAsync(id);
        Assert.Equal(2, (await officers.ToldAsync(chan, 2)).Count);
    }

    [Fact]
    public async Task Renew_OfACompanionBeforeAnyCrossing_GoesByNumberAndName()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (owner, child) = (new Traveler(), Permit());
        var token = await owner.ApplyAsync(app, client);
        var oldId = await PrintedCodeTests.AddCompanionAsync(app, client, token, child);
        await (child with { Issuance = "02" }).TestedAsync(app, "A-9");

        var newId = (await RenewAsync(client, token, oldId, "02")).Expect(200).Text("holderId");

        Assert.Single((await client.GetAsync($"api/code?holder={newId}", token)).Expect(200)["tests"].AsArray());
        (await client.GetAsync($"api/code?holder={oldId}", token)).Expect(404, "holder-not-found");

        // The reminder of the next color moved along.
        await app.DrainAsync("recompute-colors");
        var reminded = app
            .Tables.GetTableClient("ColorDues")
            .Query<Azure.Data.Tables.TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
            .Select(row => row.RowKey)
            .ToList();
        Assert.Contains(newId, reminded);
        Assert.DoesNotContain(oldId, reminded);

        // And once more, years later: both earlier issuances still lead here.
        var lastId = (await RenewAsync(client, token, newId, "03")).Expect(200).Text("holderId");
        await child.TestedAsync(app, "A-10");
        await Wait.UntilAsync(async () => (await client.GetAsync($"api/code?holder={lastId}", token))["tests"].AsArray().Count == 2);
    }

    [Fact]
    public async Task Renew_Wrong_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client);
        var id = (await client.GetAsync("api/code", token)).Text("holderId");
        var passportToken = await new Traveler().ApplyAsync(app, client);
        var passportId = (await client.GetAsync("api/code", passportToken)).Text("holderId");

        (await RenewAsync(client, token: null, id, "02")).Expect(401, "not-signed-in");
        (await RenewAsync(client, token, null, "02")).Expect(400, "invalid-request");
        (await RenewAsync(client, token, "nobody", "02")).Expect(404, "holder-not-found");
        (await RenewAsync(client, token, new string('\0', 32), "02")).Expect(404, "holder-not-found");
        (await RenewAsync(client, passportToken, id, "02")).Expect(404, "holder-not-found");
        (await RenewAsync(client, passportToken, id, "01")).Expect(404, "holder-not-found");
        (await RenewAsync(client, passportToken, id, null)).Expect(404, "holder-not-found");
        foreach (
            var (holder, session, issuance) in new[]
            {
                (id, token, "01"),
                (id, token, "00"),
                (id, token, "x"),
                (id, token, null),
                (passportId, passportToken, "02"),
            }
        )
        {
            var refused = (await RenewAsync(client, session, holder, issuance)).Expect(400, "invalid-request");
            Assert.NotNull(refused["errors"]["issuanceNumber"]);
        }

        // It has crossed: name and year must agree.
        await app.SendAsync("border-crossings", (chan with { Issuance = "02" }).Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        await app.SendAsync(
            "border-crossings",
            (chan with { Issuance = "03", Name = "SOMEBODY ELSE" }).Crossing(app.Clock.GetUtcNow().AddHours(-3))
        );
        await app.SendAsync(
            "lab-results",
            (chan with { Issuance = "04", Name = "SOMEBODY ELSE" }).LabResult(app.Clock.GetUtcNow().AddHours(-3))
        );
        await app.DrainAsync();
        Assert.NotNull((await RenewAsync(client, token, id, "02")).Expect(400, "invalid-request")["errors"]["latestCrossingYear"]);
        (await RenewAsync(client, token, id, "02", 2021)).Expect(422, "identity-verification-failed");
        (await RenewAsync(client, token, id, "03", 2022)).Expect(422, "identity-verification-failed");
        (await RenewAsync(client, token, id, "04", 2022)).Expect(422, "identity-verification-failed");

        // Somebody applied with the new permit first.
        await (chan with { Issuance = "05", Number = new Traveler().Number }).ApplyAsync(app, client);
        (await RenewAsync(client, token, id, "05", 2022)).Expect(409, "already-registered");

        // After all this nothing has moved.
        Assert.Equal(id, (await client.GetAsync("api/code", token)).Expect(200).Text("holderId"));
    }

    [Fact]
    public async Task Renew_TwiceAtOnce_MovesOnce()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client);
        var id = (await client.GetAsync("api/code", token)).Text("holderId");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RenewAsync(client, token, id, "02")));

        var newId = Assert.Single(answers.Select(answer => answer.Expect(200).Text("holderId")).Distinct());
        Assert.Equal(newId, (await client.GetAsync("api/code", token)).Expect(200).Text("holderId"));
    }

    /// <summary>A permit of Hong Kong that was renewed once.</summary>
    internal static Traveler Permit() =>
        new()
        {
            Name = "CHAN TAI MAN",
            Country = "HK",
            IdType = "hong-kong-macao-permit",
            IdNumber = $"H{20_000_000 + Interlocked.Increment(ref count)}",
            Issuance = "01",
        };

    internal static Task<Answer> RenewAsync(
        HttpClient client,
        string? token,
        string? holderId,
        string? issuanceNumber,
        int? latestCrossingYear = null
    ) =>
        client.PostAsync(
            "api/documents/renewals",
            new
            {
                holderId,
                issuanceNumber,
                latestCrossingYear,
            },
            token
        );
}
