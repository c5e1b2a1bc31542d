using Ghc.Functions.Gates;
using Ghc.Functions.Measures;
using Ghc.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>People at a place, and the measure for all of them, signed and waited for.</summary>
internal static class ExposureCalls
{
    public static AppSettings NewSettings(Azurite azurite)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        settings.Values["SmsBudget:PerMinute"] = "1000";
        return settings;
    }

    /// <summary>Somebody of whom a crossing is known, scanned at the times, as the queue records it.</summary>
    public static async Task ScannedAsync(GhcApp app, Traveler who, string placeId, params DateTimeOffset[] times)
    {
        if ((await app.HolderAsync(who)).Status is null)
        {
            await app.SendAsync("border-crossings", who.Crossing(app.Clock.GetUtcNow().AddDays(-40)));
            await Wait.UntilAsync(async () => (await app.HolderAsync(who)).Status is not null);
        }

        var visits = app.Services.GetRequiredService<VisitsTable>();
        foreach (var time in times)
        {
            await visits.PutAsync(
                new VisitMessage(VisitMessage.SchemaName, $"{Guid.NewGuid():N}", placeId, "Luohu Port", app.DocumentKey(who), time),
                TestContext.Current.CancellationToken
            );
        }
    }

    public static async Task<string> ApprovedAsync(GhcApp app, HttpClient client, Officers officers, DateTimeOffset from, DateTimeOffset to)
    {
        var id = (
            await client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = Inspector.PlaceId,
                    from,
                    to,
                },
                officers.First
            )
        ).Expect(409).Text("measureId");
        (await client.PostAsync("api/exposures", new { approves = id }, officers.Second)).Expect(202);
        await app.DrainAsync("measures");
        return id;
    }

    public static async Task<Answer> DoneAsync(GhcApp app, HttpClient client, string id, string token, string state)
    {
        Answer? answer = null;
        await Wait.UntilAsync(async () =>
            (answer = (await client.GetAsync($"api/exposures/{id}", token)).Expect(200)).Text("state") == state
        );
        await app.DrainAsync("measures", "recompute-colors");
        return answer!;
    }

    public static async Task LookAgainAsync(GhcApp app, TimeSpan pause)
    {
        app.Clock.Advance(pause);
        await app.Function<FindLateVisits>().Run(new TimerInfo(), TestContext.Current.CancellationToken);
        await app.DrainAsync("measures", "recompute-colors");
    }

    public static async Task<bool> IsEmptyAsync(GhcApp app, string queue) =>
        (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount
        == 0;
}
