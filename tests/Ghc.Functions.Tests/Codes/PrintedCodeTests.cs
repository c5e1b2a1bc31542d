using System.Net.Http.Headers;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Codes;

public sealed class PrintedCodeTests(Azurite azurite)
{
    [Fact]
    public async Task Print_ForACompanion_IsOnePageInBothLanguagesThatLoadsAndRunsNothing()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (owner, grandmother) = (new Traveler(), new Traveler { Name = "MARY SMITH" });
        var token = await owner.ApplyAsync(app, client);
        var holder = await AddCompanionAsync(app, client, token, grandmother);

        var answer = (await client.PostAsync("api/printed-codes", new { holderId = holder }, token)).Expect(201);
        var page = await answer.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html; charset=utf-8", answer.Response.Content.Headers.ContentType!.ToString());
        foreach (
            var text in new[] { "粤康码", "Guangdong Health Code", "M*** S***", "护照", "Passport", "2022-07-15", "2022-08-12", "<svg " }
        )
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(grandmother.IdNumber, page, StringComparison.Ordinal);
        Assert.DoesNotContain("MARY", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        var policy = Assert.Single(answer.Response.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches(
            "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; frame-ancestors 'none'; base-uri 'none'; form-action 'none'$",
            policy
        );
        Assert.Contains(HashOf(page), policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar", "<p class=\"what\" lang=\"ar\" dir=\"rtl\">", "جواز سفر")]
    [InlineData("ja", "<p class=\"what\" lang=\"ja\" dir=\"ltr\">", "パスポート")]
    [InlineData("zh-HK", "<p class=\"what\" lang=\"en\" dir=\"ltr\">", "Passport")]
    public async Task Print_OfAReader_IsInChineseAndTheirLanguage(string language, string paragraph, string passport)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");

        var answer = (await client.PostAsync("api/printed-codes", new { holderId = holder }, token, language: language)).Expect(201);
        var page = await answer.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.All(["粤康码", "护照", paragraph, passport], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/plain, */*", "application/json")]
    [InlineData("text/html, application/json;q=0.9", "text/html")]
    [InlineData("*/*", "text/html")]
    public async Task Print_Asked_AnswersWhatIsAccepted(string accept, string type)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");

        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        var answer = (await client.PostAsync("api/printed-codes", new { holderId = holder }, token)).Expect(201);

        Assert.Equal(type, answer.Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Scan_OfAPrintedCode_TellsTheColorOfNowAndCostsNoExtraRead()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client, daysAgo: 6);
        var print = await PrintAsync(client, token, (await client.GetAsync("api/code", token)).Text("holderId"));
        var shift = await Inspector.AtWorkAsync(app, client);
        await app.DrainAsync();

        (await client.ScanAsync(shift, "x")).Expect(422);
        app.Calls.Reset();
        var scan = await Inspector.ScanAsync(client, shift, print.Text("healthCode"));
        await app.DrainAsync("visits");
        Assert.Equal(["GET Holders", "POST visits"], app.Calls.Seen.Take(2).Order());
        Assert.Equal(("red", "true", "refuse"), (scan.Text("color"), scan.Text("printed"), scan.Text("verdict")));
        Assert.Contains("on paper", scan.Text("notice"), StringComparison.Ordinal);

        // Days later, on the same paper: the color of that day.
        app.Clock.Advance(TimeSpan.FromDays(5));
        shift = await Inspector.AtWorkAsync(app, client);
        Assert.Equal("yellow", (await Inspector.ScanAsync(client, shift, print.Text("healthCode"))).Text("color"));

        // A live code says nothing of paper; and the paper ends with its last day.
        token = await anna.SignInAsync(app, client);
        var live = await Inspector.ScanAsync(client, shift, (await client.GetAsync("api/code", token)).Text("healthCode"));
        Assert.Null(live.Json!["printed"]);
        app.Clock.Advance(TimeSpan.FromDays(24));
        shift = await Inspector.AtWorkAsync(app, client);
        (await client.ScanAsync(shift, print.Text("healthCode"))).Expect(422, "code-expired");
    }

    [Fact]
    public async Task Scan_OfPaperAgain_IsOneVisitAtOnceAndAnotherInTheEvening()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var healthCode = (await PrintAsync(client, token, (await client.GetAsync("api/code", token)).Text("holderId"))).Text("healthCode");
        var shift = await Inspector.AtWorkAsync(app, client);
        var morning = app.Clock.GetUtcNow();
        foreach (var pause in new[] { 0, 50 })
        {
            app.Clock.Advance(TimeSpan.FromSeconds(pause));
            await Inspector.ScanAsync(client, shift, healthCode);
            await app.DrainAsync("visits");
        }

        app.Clock.Advance(TimeSpan.FromHours(9));
        var evening = app.Clock.GetUtcNow();
        await Inspector.ScanAsync(client, shift, healthCode);

        // The device counted this one too, and two of a time without network in between.
        var noon = morning.AddHours(3);
        var offline = new[] { evening, noon, noon.AddSeconds(30), noon.AddHours(1) }.Select(scannedAt => new { healthCode, scannedAt });
        Assert.Equal(3, (int)(await client.PostAsync("api/visits/offline", new { visits = offline }, shift)).Expect(200)["recorded"]!);
        await app.DrainAsync("visits");

        token = await anna.SignInAsync(app, client);
        var visits = (await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray();
        Assert.Equal([evening, noon.AddHours(1), noon, morning], visits.Select(visit => (DateTimeOffset)visit!["scannedAt"]!));
        Assert.Equal(4, (await app.RowsAsync(TableNames.Visits)).Count);
    }

    [Fact]
    public async Task Revoke_OfACompanionsCode_LeavesTheOthers()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var owner = new Traveler();
        var token = await owner.ApplyAsync(app, client);
        var companion = await AddCompanionAsync(app, client, token, new Traveler());
        var first = await PrintAsync(client, token, companion);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await PrintAsync(client, token, companion);
        var shift = await Inspector.AtWorkAsync(app, client);

        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{first.Text("printId")}", token: token)).Expect(204);

        (await client.ScanAsync(shift, first.Text("healthCode"))).Expect(422, "code-revoked");
        await Inspector.ScanAsync(client, shift, second.Text("healthCode"));
        var listed = Assert.Single((await client.GetAsync($"api/printed-codes?holder={companion}", token)).Expect(200).Json!.AsArray());
        Assert.Equal(second.Text("printId"), (string?)listed!["printId"]);
        Assert.Empty((await client.GetAsync("api/printed-codes", token)).Expect(200).Json!.AsArray());
        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{first.Text("printId")}", token: token)).Expect(
            404,
            "printed-code-not-found"
        );
    }

    [Fact]
    public async Task Print_AgainAtOnce_IsTheSamePaperAndAFourthIsTooMany()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");

        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await PrintAsync(client, token, holder)).Text("printId"));
            Assert.Equal(ids[^1], (await PrintAsync(client, token, holder)).Text("printId"));
            app.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        Assert.Equal(3, ids.Distinct().Count());
        (await client.PostAsync("api/printed-codes", new { holderId = holder }, token)).Expect(422, "too-many-printed-codes");
    }

    [Fact]
    public async Task Print_AndOthers_OfSomebodyElse_FindNothing()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var other = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");
        var print = await PrintAsync(client, token, holder);

        (await client.PostAsync("api/printed-codes", new { holderId = holder }, other)).Expect(404, "holder-not-found");
        (await client.GetAsync($"api/printed-codes?holder={holder}", other)).Expect(404, "holder-not-found");
        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{print.Text("printId")}", token: other)).Expect(
            404,
            "printed-code-not-found"
        );
        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{print.Text("printId")}")).Expect(401, "not-signed-in");
        (await client.PostAsync("api/printed-codes", new { holderId = holder })).Expect(401, "not-signed-in");
        (await client.PostAsync("api/printed-codes", new { }, token)).Expect(400, "invalid-request");
        (await client.PostAsync("api/printed-codes", new { holderId = "../x" }, token)).Expect(404, "holder-not-found");
    }

    [Fact]
    public async Task Scan_AfterTheOwnerChangedOrLeft_PrintIsDead()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var cancellation = TestContext.Current.CancellationToken;
        var token = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");
        var print = await PrintAsync(client, token, holder);
        var shift = await Inspector.AtWorkAsync(app, client);
        var holders = app.Services.GetRequiredService<HoldersTable>();

        foreach (var owner in new[] { new HolderOwner(new string('a', 32), IsCompanion: false, app.Clock.GetUtcNow()), null })
        {
            var read = await holders.LoadAsync(holder, cancellation);
            Assert.True(await holders.TryWriteStatusAsync(holder, read.Status! with { Owner = owner }, read.Version, cancellation));
            (await client.ScanAsync(shift, print.Text("healthCode"))).Expect(422, "code-revoked");
        }
    }

    [Fact]
    public Task Print_DiesAnywhere_TriedAgainIsOnePaperThatCounts() =>
        Crashes.RepeatedAsync(
            azurite,
            arrange: async (app, client) => await TokenAndHolderAsync(app, client),
            act: (client, own) => PostAsJsonAsync(client, own.Token, own.Holder),
            check: async (app, client, own, answer) =>
            {
                var listed = Assert.Single((await client.GetAsync("api/printed-codes", own.Token)).Expect(200).Json!.AsArray());
                Assert.Equal(answer.Expect(201).Text("printId"), (string?)listed!["printId"]);
                await Inspector.ScanAsync(client, await Inspector.AtWorkAsync(app, client), answer.Text("healthCode"));
            }
        );

    [Fact]
    public Task Revoke_DiesAnywhere_TriedAgainIsRevoked() =>
        Crashes.RepeatedAsync(
            azurite,
            arrange: async (app, client) =>
            {
                var own = await TokenAndHolderAsync(app, client);
                return (own.Token, Print: await PrintAsync(client, own.Token, own.Holder));
            },
            act: (client, given) =>
                client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{given.Print.Text("printId")}", token: given.Token),
            check: async (app, client, given, _) =>
            {
                var shift = await Inspector.AtWorkAsync(app, client);
                (await client.ScanAsync(shift, given.Print.Text("healthCode"))).Expect(422, "code-revoked");
            }
        );

    internal static async Task<string> AddCompanionAsync(GhcApp app, HttpClient client, string token, Traveler companion)
    {
        await app.IngestAsync("border-crossings", companion.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return (await client.AddAsync(companion, token)).Expect(201).Text("holderId");
    }

    private static async Task<(string Token, string Holder)> TokenAndHolderAsync(GhcApp app, HttpClient client)
    {
        var token = await new Traveler().ApplyAsync(app, client);
        return (token, (await client.GetAsync("api/code", token)).Text("holderId"));
    }

    internal static async Task<Answer> PrintAsync(HttpClient client, string token, string holder) =>
        (await PostAsJsonAsync(client, token, holder)).Expect(201);

    private static Task<Answer> PostAsJsonAsync(HttpClient client, string token, string holder)
    {
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client.PostAsync("api/printed-codes", new { holderId = holder }, token);
    }

    private static string HashOf(string page)
    {
        var style = page.Split("<style>")[1].Split("</style>")[0];
        return Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
    }
}
