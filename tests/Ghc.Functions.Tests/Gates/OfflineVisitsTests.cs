using Ghc.Functions.Gates;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Gates;

/// <summary>Scans made without network are recorded later, each once, and tell nothing about anybody.</summary>
public sealed class OfflineVisitsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Post_HoursLaterAndTwice_IsOneVisitAtTheTimeOfTheScan()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var shift = await Inspector.AtWorkAsync(app, client);
        var visit = new { healthCode = await client.HealthCodeAsync(token), scannedAt = app.Clock.GetUtcNow().AddSeconds(20) };
        app.Clock.Advance(TimeSpan.FromHours(3));

        foreach (var visits in new object[] { new[] { visit }, new[] { visit, visit with { scannedAt = visit.scannedAt.AddSeconds(9) } } })
        {
            var answer = (await SendAsync(shift, visits)).Expect(200);
            Assert.Equal("{\"recorded\":1,\"refused\":[]}", answer.Json!.ToJsonString());
        }

        await app.DrainAsync("visits");
        var recorded = Assert.Single(await VisitsAsync(anna));
        Assert.Equal((visit.scannedAt, Inspector.PlaceId), (recorded.ScannedAt, recorded.PlaceId));
        Assert.Single(
            await app.RowsAsync(TableNames.Visits),
            row => row.RowKey.StartsWith($"{recorded.ScannedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}|", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Post_AfterTheSameScanWithNetwork_IsTheSameVisit()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var shift = await Inspector.AtWorkAsync(app, client);
        var healthCode = await client.HealthCodeAsync(token);
        (await client.ScanAsync(shift, healthCode)).Expect(200);
        (await SendAsync(shift, new[] { new { healthCode, scannedAt = app.Clock.GetUtcNow() } })).Expect(200);
        await app.DrainAsync("visits");

        Assert.Single(await VisitsAsync(anna));
    }

    [Fact]
    public async Task Post_CodesThatDidNotCountThen_AreRefusedByThemselves()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var early = await client.HealthCodeAsync(token);
        var beforeShift = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var shift = await Inspector.AtWorkAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var code = await client.HealthCodeAsync(token);
        var end = code.Length - 30;
        var answer = await SendAsync(
            shift,
            new[]
            {
                new { healthCode = early, scannedAt = beforeShift },
                new { healthCode = early, scannedAt = now },
                new { healthCode = code, scannedAt = now.AddMinutes(5) },
                new { healthCode = code[..end] + (code[end] == '0' ? '1' : '0') + code[(end + 1)..], scannedAt = now },
                new { healthCode = "https://example.org", scannedAt = now },
                new { healthCode = code, scannedAt = now.AddSeconds(10) },
            }
        );

        Assert.Equal(1, (int)answer.Expect(200)["recorded"]!);
        Assert.Equal(
            "0 outside-of-shift,1 code-expired,2 outside-of-shift,3 code-not-recognized,4 code-not-recognized",
            string.Join(',', answer["refused"].AsArray().Select(refused => $"{refused!["index"]} {refused["code"]}"))
        );
    }

    [Fact]
    public async Task Post_WithoutAShift_IsRefused()
    {
        var token = await new Traveler().ApplyAsync(app, client);
        (await SendAsync(token, Array.Empty<object>())).Expect(403, "not-an-inspector");
        (await SendAsync(null, Array.Empty<object>())).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Post_FormIncomplete_NamesTheField()
    {
        var shift = await Inspector.AtWorkAsync(app, client);
        (await SendAsync(shift, null)).Expect(400, "invalid-request");
        (await SendAsync(shift, Enumerable.Repeat(new { healthCode = "x", scannedAt = app.Clock.GetUtcNow() }, 41))).Expect(
            400,
            "invalid-request"
        );
        var answer = (await SendAsync(shift, new object?[] { new { healthCode = "x" }, null })).Expect(400, "invalid-request");
        Assert.Equal(
            ["visits[0].scannedAt", "visits[1].healthCode", "visits[1].scannedAt"],
            answer["errors"].AsObject().Select(error => error.Key)
        );
    }

    private async Task<IReadOnlyList<Ghc.Functions.Gates.VisitMessage>> VisitsAsync(Traveler traveler) =>
        await app
            .Services.GetRequiredService<VisitsTable>()
            .OfHolderAsync(app.DocumentKey(traveler), TestContext.Current.CancellationToken);

    private Task<Answer> SendAsync(string? token, object? visits) => client.PostAsync("api/visits/offline", new { visits }, token);
}
