using Ghc.Domain.Facts;
using Ghc.Domain.Places;
using Ghc.Functions.Gates;
using Ghc.Functions.Places;
using Ghc.Functions.Statistics;
using Ghc.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Statistics;

/// <summary>Numbers for the public: right where they are large, silent where they are small, and counted once.</summary>
public sealed class StatisticsTests(Azurite azurite) : IAsyncDisposable
{
    private readonly GhcApp app = new(azurite);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADay_IsPublishedTwoDaysLater_RoundedAndWithoutSmallNumbers()
    {
        var client = app.CreateClient();
        var noon = app.Clock.GetUtcNow();
        await PlaceAsync("gate", "port");
        await PlaceAsync("inn", "hotel");
        // 26 green and 9 red people at the port, one of whom comes ten times; 13 green at the hotel.
        await ScanAsync(26, "gate", noon, daysAgo: 60);
        var red = await ScanAsync(9, "gate", noon, daysAgo: 2);
        for (var again = 1; again < 10; again++)
        {
            await VisitAsync(red[0], "gate", noon.AddMinutes(again));
        }

        await ScanAsync(13, "inn", noon, daysAgo: 60);
        await app.Services.GetRequiredService<LookUps>().RecordAsync(red[0], "officer", Cancellation);
        await app.DrainAsync("visits");

        Assert.Empty((await client.GetAsync("api/statistics", token: null)).Expect(200)["days"].AsArray());
        await CountAsync(after: TimeSpan.FromDays(1));
        Assert.DoesNotContain(
            (await client.GetAsync("api/statistics", token: null)).Expect(200)["days"].AsArray(),
            day => (string?)day!["day"] == "2022-07-15"
        );
        await CountAsync(after: TimeSpan.FromDays(1));

        var answer = (await client.GetAsync("api/statistics", token: null)).Expect(200);
        Assert.Equal((10, 10), ((int)answer["leastPeople"]!, (int)answer["roundedTo"]!));
        var day = answer["days"].AsArray().Single(each => (string?)each!["day"] == "2022-07-15")!;
        var kinds = day["kinds"]!.AsArray();
        Assert.Equal(Place.Kinds, kinds.Select(kind => (string)kind!["placeKind"]!));
        Assert.Equal(
            ("""{"placeKind":"port","green":30}""", """{"placeKind":"hotel","green":10}"""),
            (kinds[0]!.ToJsonString(), kinds[1]!.ToJsonString())
        );
        Assert.All(kinds.Skip(2), kind => Assert.Single(kind!.AsObject()));

        var csv = await client.GetStringAsync("api/statistics?format=csv", Cancellation);
        Assert.Contains("day,placeKind,green,yellow,red\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("2022-07-15,port,30,,\r\n", csv, StringComparison.Ordinal);
        (await client.GetAsync("api/statistics?format=xml", token: null)).Expect(400, "invalid-request");
        (await client.GetAsync("api/statistics?days=1000", token: null)).Expect(400, "invalid-request");
    }

    /// <summary>A day that was counted twice would tell what came in between.</summary>
    [Fact]
    public async Task APublishedDay_IsNeverCountedAgain_AndHoldsNobody()
    {
        var client = app.CreateClient();
        await PlaceAsync("gate", "port");
        var keys = await ScanAsync(12, "gate", app.Clock.GetUtcNow(), daysAgo: 60);
        await CountAsync(after: TimeSpan.FromDays(2));
        var before = (await client.GetAsync("api/statistics", token: null)).Expect(200).Json!.ToJsonString();

        await ScanAsync(40, "gate", app.Clock.GetUtcNow().AddDays(-2), daysAgo: 60);
        await CountAsync(after: TimeSpan.FromMinutes(1));

        Assert.Equal(before, (await client.GetAsync("api/statistics", token: null)).Expect(200).Json!.ToJsonString());
        var stored = await app.Services.GetRequiredService<StatisticsTable>().ListAsync(new DateOnly(2022, 7, 1), 31, Cancellation);
        Assert.Contains("Green = 10", string.Join(' ', stored.SelectMany(day => day.Kinds)), StringComparison.Ordinal);
        Assert.DoesNotContain(keys, key => before.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADay_ThatWasPublishedLongEnough_IsForgotten()
    {
        app.CreateClient();
        await CountAsync(after: TimeSpan.FromDays(2));
        await CountAsync(after: TimeSpan.FromDays(401));

        var kept = await app.Services.GetRequiredService<StatisticsTable>().ListAsync(new DateOnly(2022, 1, 1), 900, Cancellation);
        Assert.All(kept, day => Assert.True(day.Day > new DateOnly(2022, 8, 1)));
        Assert.Equal(13, kept.Count);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task CountAsync(TimeSpan after)
    {
        app.Clock.Advance(after);
        await app.Function<CountDays>().Run(new TimerInfo(), Cancellation);
    }

    private Task PlaceAsync(string id, string kind) =>
        app.Services.GetRequiredService<PlacesTable>().PutAsync(new Place(id, id, kind, "Guangzhou", "1 Road"), Cancellation);

    /// <summary>People who entered so many days ago: red within the first seven, green after sixty.</summary>
    private async Task<IReadOnlyList<string>> ScanAsync(int people, string placeId, DateTimeOffset at, int daysAgo)
    {
        var crowd = Enumerable.Range(0, people).Select(_ => new Traveler()).ToList();
        await Task.WhenAll(crowd.Select(who => app.SendAsync("border-crossings", who.Crossing(at.AddDays(-daysAgo)))));
        await app.DrainAsync("border-crossings", "recompute-colors");
        await Task.WhenAll(crowd.Select(who => VisitAsync(app.DocumentKey(who), placeId, at)));
        return [.. crowd.Select(app.DocumentKey)];
    }

    private Task<VisitMessage> VisitAsync(string key, string placeId, DateTimeOffset at) =>
        app
            .Services.GetRequiredService<VisitsTable>()
            .PutAsync(new VisitMessage(VisitMessage.SchemaName, Guid.NewGuid().ToString("N"), placeId, placeId, key, at), Cancellation);
}
