using Ghc.Functions.Gates;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Gates;

/// <summary>What an inspector is told, and what is remembered of it.</summary>
public sealed class ScanTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Scan_RedCode_RefusesWithTheReason()
    {
        var anna = new Traveler();
        var code = await client.HealthCodeAsync(await anna.ApplyAsync(app, client));

        var scan = (await client.ScanAsync(await Inspector.AtWorkAsync(app, client), code)).Expect(200);

        Assert.Equal(("refuse", "red"), (scan.Text("verdict"), scan.Text("color")));
        Assert.Equal("inbound-red", (string?)scan["reasons"][0]!["code"]);
        Assert.NotEqual("", (string?)scan["reasons"][0]!["guidance"]);
        Assert.DoesNotContain(anna.Name, scan.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(anna.IdNumber, scan.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ColorChangedSinceTheCodeWasMade_TellsTheColorOfNow()
    {
        var anna = new Traveler();
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-2), "positive"));
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        var code = await client.HealthCodeAsync(token);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-2), status: "cancelled", revision: 2));

        var scan = (await client.ScanAsync(await Inspector.AtWorkAsync(app, client), code)).Expect(200);

        Assert.Equal(("admit", "green"), (scan.Text("verdict"), scan.Text("color")));
    }

    [Fact]
    public async Task Scan_OldCode_IsExpired()
    {
        var code = await client.HealthCodeAsync(await new Traveler().ApplyAsync(app, client));
        var shift = await Inspector.AtWorkAsync(app, client);
        app.Clock.Advance(TimeSpan.FromSeconds(85));
        (await client.ScanAsync(shift, code)).Expect(200);
        app.Clock.Advance(TimeSpan.FromSeconds(10));

        (await client.ScanAsync(shift, code)).Expect(422, "code-expired");
    }

    [Fact]
    public async Task Scan_NotACodeOfOurs_IsNotRecognized()
    {
        var code = await client.HealthCodeAsync(await new Traveler().ApplyAsync(app, client));
        var shift = await Inspector.AtWorkAsync(app, client);
        var middle = code.Length / 2;
        string[] texts =
        [
            "",
            "GHC1:",
            "HC1:" + code[5..],
            code[..^2],
            code + "0",
            code.ToLowerInvariant(),
            "https://example.org",
            new string('A', 10_000),
            code[..middle] + (code[middle] == '0' ? '1' : '0') + code[(middle + 1)..],
        ];
        foreach (var text in texts)
        {
            (await client.ScanAsync(shift, text)).Expect(422, "code-not-recognized");
        }
    }

    [Fact]
    public async Task Scan_ByATraveler_IsToldToShowTheirOwn()
    {
        var token = await new Traveler().ApplyAsync(app, client);

        var answer = (await client.ScanAsync(token, await client.HealthCodeAsync(token))).Expect(403, "not-an-inspector");

        // The guide, to the letter.
        Assert.Contains(
            "It is not supported for GHC users to scan other codes for registration. Users can show their GHCs to inspectors in public places for registration.",
            answer.Text("detail"),
            StringComparison.Ordinal
        );
        (await client.PostAsync("api/scan", new { healthCode = "x" })).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Scan_OpensNothingElse()
    {
        var shift = await Inspector.AtWorkAsync(app, client);

        (await client.GetAsync("api/code", shift)).Expect(401, "not-signed-in");
        (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, shift)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Scan_TheSameCodeTwice_IsOneVisit()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var code = await client.HealthCodeAsync(token);
        var shift = await Inspector.AtWorkAsync(app, client);
        var before = (await app.RowsAsync(TableNames.Visits)).Select(row => row.RowKey).ToHashSet();
        foreach (var pause in new[] { 0, 1, 20 })
        {
            app.Clock.Advance(TimeSpan.FromSeconds(pause));
            (await client.ScanAsync(shift, code)).Expect(200);
        }

        await app.DrainAsync("visits");
        var key = app.DocumentKey(anna);
        Assert.Single(await app.RowsAsync(TableNames.HolderVisits), row => row.PartitionKey == key);
        var visits = app.Services.GetRequiredService<VisitsTable>();
        var visit = Assert.Single(await visits.OfHolderAsync(key, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(
            visit.Id,
            Assert.Single(await app.RowsAsync(TableNames.Visits), row => !before.Contains(row.RowKey)).RowKey,
            StringComparison.Ordinal
        );
        (await client.ScanAsync(shift, await client.HealthCodeAsync(token))).Expect(200);
        await app.DrainAsync("visits");
        Assert.Equal(2, (await app.RowsAsync(TableNames.HolderVisits)).Count(row => row.PartitionKey == key));
    }
}
