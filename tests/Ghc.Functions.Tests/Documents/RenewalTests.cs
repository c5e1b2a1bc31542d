using Ghc.Functions.Storage;
using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.LocalWorker;
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
        await ResultAsync(app, chan, "A-1");
        var before = await client.GetAsync("api/code", token);
        var oldId = before.Text("holderId");
        var print = await PrintedCodeTests.PrintAsync(client, token, oldId);
        await PrintedCodeTests.ScanAsync(client, shift, before.Text("healthCode"));
        await app.DrainAsync();

        var renewed = chan with { Issuance = "02" };
        await app.SendAsync("border-crossings", renewed.Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        await app.DrainAsync("border-crossings", "recompute-colors");
        var newId = (await RenewAsync(client, token, oldId, "2", 2022)).Expect(200).Text("holderId");

        // The same session shows the new document, with the old results and the crossing of today.
        var after = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.NotEqual(oldId, newId);
        Assert.Equal((newId, "red", "green"), (after.Text("holderId"), after.Text("color"), before.Text("color")));
        Assert.Single(after["tests"].AsArray());

        // A result for the older issuance is not lost, whenever it comes.
        await ResultAsync(app, chan, "A-2");
        Assert.Equal(2, (await client.GetAsync("api/code", token))["tests"].AsArray().Count);
        Assert.Equal("not-reported-yet", (string?)(await client.GetAsync("api/tests/missing", token))["findings"][0]!["code"]);

        // The code on the screen and the one on paper name the former document, and are read at the new one.
        Assert.Equal("red", (await PrintedCodeTests.ScanAsync(client, shift, before.Text("healthCode"))).Text("color"));
        Assert.Equal("red", (await PrintedCodeTests.ScanAsync(client, shift, print.Text("healthCode"))).Text("color"));
        await app.DrainAsync("visits");
        Assert.True((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray().Count >= 2);

        // Whoever comes back finds the new document, and asking again changes nothing.
        var again = await PrintedCodeTests.LoginAsync(app, client, chan);
        Assert.Equal(newId, (await client.GetAsync("api/code", again)).Text("holderId"));
        Assert.Equal(newId, (await RenewAsync(client, again, oldId, "02", 2022)).Expect(200).Text("holderId"));

        // The strip outlives the renewal only within its minutes.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await client.PostAsync("api/scan", new { healthCode = before.Text("healthCode") }, shift)).Expect(422, "code-expired");
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
        await app.SendAsync("lab-results", right.LabResult(at, "negative", revision: 2, status: "corrected"));
        await app.DrainAsync("lab-results", "recompute-colors");

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
        var measure = new { idType = chan.IdType, idNumber = chan.IdNumber, issuanceNumber = chan.Issuance, kind = "close-contact", legalReason = "contact-observation" };

        var id = (await client.PostAsync("api/measures", measure, officers.First)).Expect(409, "needs-approval").Text("measureId");
        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(201);
        await app.DrainAsync("recompute-colors");

        Assert.Equal("red", (await client.GetAsync("api/code", token)).Expect(200).Text("color"));
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
        await ResultAsync(app, child with { Issuance = "02" }, "A-9");

        var newId = (await RenewAsync(client, token, oldId, "02")).Expect(200).Text("holderId");

        Assert.Single((await client.GetAsync($"api/code?holder={newId}", token)).Expect(200)["tests"].AsArray());
        (await client.GetAsync($"api/code?holder={oldId}", token)).Expect(404, "holder-not-found");

        // The reminder of the next color moved along.
        await app.DrainAsync("recompute-colors");
        var reminded = app.Tables.GetTableClient("ColorDues").Query<Azure.Data.Tables.TableEntity>(cancellationToken: TestContext.Current.CancellationToken).Select(row => row.RowKey).ToList();
        Assert.Contains(newId, reminded);
        Assert.DoesNotContain(oldId, reminded);

        // And once more, years later: both earlier issuances still lead here.
        var lastId = (await RenewAsync(client, token, newId, "03")).Expect(200).Text("holderId");
        await ResultAsync(app, child, "A-10");
        await WorkerHost.EventuallyAsync(async () => (await client.GetAsync($"api/code?holder={lastId}", token))["tests"].AsArray().Count == 2);
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
        foreach (var (holder, session, issuance) in new[] { (id, token, "01"), (id, token, "00"), (id, token, "x"), (id, token, null), (passportId, passportToken, "02") })
        {
            var refused = (await RenewAsync(client, session, holder, issuance)).Expect(400, "invalid-request");
            Assert.NotNull(refused["errors"]["issuanceNumber"]);
        }

        // It has crossed: name and year must agree.
        await app.SendAsync("border-crossings", (chan with { Issuance = "02" }).Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        await app.SendAsync("border-crossings", (chan with { Issuance = "03", Name = "SOMEBODY ELSE" }).Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        await app.SendAsync("lab-results", (chan with { Issuance = "04", Name = "SOMEBODY ELSE" }).LabResult(app.Clock.GetUtcNow().AddHours(-3)));
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

    [Fact]
    public Task Renew_DiesAnywhere_TriedAgainIsCompleteAndLosesNoResult() => Crashes.RepeatedAsync(
        azurite,
        arrange: async (app, client) =>
        {
            var chan = Permit();
            var token = await chan.ApplyAsync(app, client);
            (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
            await ResultAsync(app, chan, "A-1");
            await ResultAsync(app, chan with { Issuance = "02" }, "A-2");
            return (Chan: chan, Token: token, Id: (await client.GetAsync("api/code", token)).Text("holderId"));
        },
        act: (client, given) => RenewAsync(client, given.Token, given.Id, "02"),
        check: async (app, client, given, answer) =>
        {
            var newId = answer.Expect(200).Text("holderId");
            await ResultAsync(app, given.Chan, "A-3");
            var code = (await client.GetAsync("api/code", given.Token)).Expect(200);
            Assert.Equal((newId, 3), (code.Text("holderId"), code["tests"].AsArray().Count));
            (await client.GetAsync($"api/code?holder={newId}", await PrintedCodeTests.LoginAsync(app, client, given.Chan))).Expect(200);
            (await client.PostAsync("api/apply", given.Chan.Application("000000"))).Expect(401);
        });

    [Fact]
    public async Task Renew_LeftHalfway_TheFormerDocumentStillWorksAndResultsFollow()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var chan = Permit();
        string token, id;
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            token = await chan.ApplyAsync(app, client);
            id = (await client.GetAsync("api/code", token)).Text("holderId");
            await app.DrainAsync();

            // Account, status, documents of the new number, former status read and written: then it dies.
            app.Calls.FailAfter(6);
            Assert.Equal(503, (await RenewAsync(client, token, id, "02")).Status);
        }

        await using var after = new GhcApp(settings);
        var again = after.CreateClient();
        await ResultAsync(after, chan, "A-1");
        var code = (await again.GetAsync("api/code", token)).Expect(200);
        Assert.Equal((id, 1), (code.Text("holderId"), code["tests"].AsArray().Count));
        (await RenewAsync(again, token, id, "02")).Expect(200);
        Assert.Single((await again.GetAsync("api/code", token)).Expect(200)["tests"].AsArray());
    }

    [Fact]
    public Task Renew_DiesAnywhereAndIsNeverRepeated_LeavesOneCodeWhosePaperCanBeRevoked() => Crashes.EverywhereAsync(
        azurite,
        arrange: async (app, client) =>
        {
            var chan = Permit();
            var token = await chan.ApplyAsync(app, client);
            var id = (await client.GetAsync("api/code", token)).Text("holderId");
            return (Chan: chan, Token: token, Id: id, Print: await PrintedCodeTests.PrintAsync(client, token, id), Shift: await Inspector.AtWorkAsync(app, client));
        },
        act: (client, given) => RenewAsync(client, given.Token, given.Id, "02"),
        mend: async (app, client, given, answer) =>
        {
            // Nobody but the queue goes on.
            await app.DrainAsync("recompute-colors");
            var session = await PrintedCodeTests.LoginAsync(app, client, given.Chan);
            var shown = (await client.GetAsync("api/code", session)).Expect(200).Text("holderId");
            Assert.Equal(shown, (await client.GetAsync("api/code", given.Token)).Expect(200).Text("holderId"));
            Assert.Equal(shown != given.Id, (await app.HolderAsync(given.Chan)).Status is { Owner: null, Name: null });

            (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{given.Print.Text("printId")}", token: session)).Expect(204);
            (await client.PostAsync("api/scan", new { healthCode = given.Print.Text("healthCode") }, given.Shift)).Expect(422, "code-revoked");
            (await client.CallAsync(HttpMethod.Delete, "api/account", token: session)).Expect(204);
            await IsNobodysAsync(app, given.Chan);
        });

    [Fact]
    public async Task Renew_FormerHolderStillOwned_IsForgottenAndRevokedWithTheNewOne()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client);
        var id = (await client.GetAsync("api/code", token)).Text("holderId");
        var (first, shift) = (await PrintedCodeTests.PrintAsync(client, token, id), await Inspector.AtWorkAsync(app, client));
        var before = (await app.HolderAsync(chan)).Status!;
        (await RenewAsync(client, token, id, "02")).Expect(200);
        await app.DrainAsync("recompute-colors");

        // As it was between the account and the letting go.
        var after = await app.HolderAsync(chan);
        var halfway = after.Status! with { Owner = before.Owner, Name = before.Name };
        Assert.True(await app.Services.GetRequiredService<HoldersTable>().TryWriteStatusAsync(after, halfway, TestContext.Current.CancellationToken));

        (await client.PostAsync("api/scan", new { healthCode = first.Text("healthCode") }, shift)).Expect(200);
        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{first.Text("printId")}", token: token)).Expect(204);
        (await client.PostAsync("api/scan", new { healthCode = first.Text("healthCode") }, shift)).Expect(422, "code-revoked");
        (await client.CallAsync(HttpMethod.Delete, "api/account", token: token)).Expect(204);
        await IsNobodysAsync(app, chan);
    }

    [Fact]
    public async Task Renew_AccountErasedBetweenAnyTwoCalls_LeavesNothingOwned()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressAnHour"] = "10000";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        for (var (n, erased) = (0, true); erased; n++)
        {
            var chan = Permit();
            var token = await chan.ApplyAsync(app, client);
            var id = (await client.GetAsync("api/code", token)).Text("holderId");
            await app.DrainAsync();
            var acted = app.Calls.Before(
                n, async () => (await client.CallAsync(HttpMethod.Delete, "api/account", token: token)).Expect(204), TableNames.Accounts, TableNames.Holders);

            await RenewAsync(client, token, id, "02");

            await app.DrainAsync("recompute-colors");
            erased = acted();
            if (erased)
            {
                await IsNobodysAsync(app, chan);
            }
        }
    }

    private static async Task IsNobodysAsync(GhcApp app, Traveler permit)
    {
        await app.DrainAsync("recompute-colors");
        foreach (var issuance in new[] { permit, permit with { Issuance = "02" } })
        {
            Assert.True((await app.HolderAsync(issuance)).Status is null or { Owner: null, Name: null }, $"{issuance.Issuance} is owned.");
        }
    }

    /// <summary>A permit of Hong Kong that was renewed once.</summary>
    private static Traveler Permit() => new()
    {
        Name = "CHAN TAI MAN",
        Country = "HK",
        IdType = "hong-kong-macao-permit",
        IdNumber = $"H{20_000_000 + Interlocked.Increment(ref count)}",
        Issuance = "01",
    };

    private static Task<Answer> RenewAsync(HttpClient client, string? token, string? holderId, string? issuanceNumber, int? latestCrossingYear = null) =>
        client.PostAsync("api/documents/renewals", new { holderId, issuanceNumber, latestCrossingYear }, token);

    private static async Task ResultAsync(GhcApp app, Traveler person, string accession)
    {
        await app.SendAsync("lab-results", person.LabResult(app.Clock.GetUtcNow().AddHours(-1), accession: accession));
        await app.DrainAsync("lab-results", "recompute-colors");
    }
}
