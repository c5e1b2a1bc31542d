using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Gates;

public sealed class VisitTests(Azurite azurite)
{
    [Fact]
    public async Task List_OwnAndCompanions_NewestFirstAndNotOlderThan21Days()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var companion = await PrintedCodeTests.AddCompanionAsync(app, client, token, new Traveler());
        var shift = await Inspector.AtWorkAsync(app, client);
        var first = await ScanAsync(app, client, token, shift);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await ScanAsync(app, client, token, shift);

        var visits = (await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray();
        Assert.Equal([second, first], visits.Select(visit => (string?)visit!["scannedAt"]));
        Assert.Equal(("Luohu Port", "Luohu, Shenzhen"), ((string?)visits[0]!["placeName"], (string?)visits[0]!["area"]));
        Assert.Empty((await client.GetAsync($"api/visits?holder={companion}", token)).Expect(200).Json!.AsArray());

        var stranger = await new Traveler().ApplyAsync(app, client);
        (await client.GetAsync($"api/visits?holder={companion}", stranger)).Expect(404, "holder-not-found");
        (await client.GetAsync("api/visits", token: null)).Expect(401, "not-signed-in");

        app.Clock.Advance(TimeSpan.FromDays(21) + TimeSpan.FromSeconds(1));
        token = await anna.SignInAsync(app, client);
        Assert.Empty((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray());
    }

    [Fact]
    public async Task Scan_OfARevokedPaper_IsNoVisitAndLeavesTheEarlierOnes()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var holder = (await client.GetAsync("api/code", token)).Text("holderId");
        var (lost, used) = (await PrintedCodeTests.PrintAsync(client, token, holder), await LaterPrintAsync(app, client, token, holder));
        var shift = await Inspector.AtWorkAsync(app, client);
        await Inspector.ScanAsync(client, shift, used.Text("healthCode"));
        await app.DrainAsync("visits");
        foreach (var print in new[] { lost, used })
        {
            (await client.DeleteAsync($"api/printed-codes/{print.Text("printId")}", token)).Expect(204);
            (await client.ScanAsync(shift, print.Text("healthCode"))).Expect(422, "code-revoked");
        }

        await app.DrainAsync("visits");

        Assert.Single((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray());
        Assert.Single(await app.RowsAsync("Visits"));
    }

    private static async Task<Answer> LaterPrintAsync(GhcApp app, HttpClient client, string token, string holder)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return await PrintedCodeTests.PrintAsync(client, token, holder);
    }

    private static async Task<string> ScanAsync(GhcApp app, HttpClient client, string token, string shift)
    {
        var code = await client.HealthCodeAsync(token);
        var scan = await Inspector.ScanAsync(client, shift, code);
        await app.DrainAsync("visits");
        return scan.Text("scannedAt");
    }
}
