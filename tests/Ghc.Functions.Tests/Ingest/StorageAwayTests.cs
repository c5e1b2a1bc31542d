using Ghc.Domain.Colors;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>An outage is not poison: while tables are away, messages wait, and are done by themselves when it is over.</summary>
public sealed class StorageAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(16);

    private readonly Azurite own = Azurite.ForOneTest();

    public ValueTask InitializeAsync() => ((IAsyncLifetime)own).InitializeAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)own).DisposeAsync();

    [Fact]
    public async Task Results_SentWhileTablesAreAway_CountWhenTheyAreBack_AndNoneIsPoison()
    {
        await using var app = new GhcApp(own);
        app.CreateClient();
        var people = Enumerable.Range(0, 21).Select(_ => new Traveler()).ToList();
        app.Calls.IsAway = call => call.Port == app.Tables.Uri.Port;
        foreach (var person in people)
        {
            await app.SendAsync("lab-results", person.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        }

        // As many rounds as would be too many tries for one message.
        for (var round = 1; round <= 6; round++)
        {
            var waits = people.Count * round;
            await Wait.UntilAsync(() => Task.FromResult(Waits(app) >= waits));
            await RoundAsync(app);
        }

        await Wait.UntilAsync(() => Task.FromResult(Waits(app) >= people.Count * 7));
        app.Calls.IsAway = _ => false;
        await RoundAsync(app);
        await app.DrainAsync("lab-results");

        foreach (var person in people)
        {
            var holder = await app.HolderAsync(person);
            Assert.Equal(Color.Red, holder.Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
            Assert.Single(holder.Facts);
        }

        Assert.Empty(await app.PoisonAsync("lab-results"));
    }

    [Fact]
    public async Task Texts_TheProviderIsAway_WaitInsteadOfPoison()
    {
        await using var app = new GhcApp(own);
        var client = app.CreateClient();
        var anna = new Traveler();
        app.Settings.Sms.Refuse = _ => new MessageReceipt(null, Accepted: false, "503", Transient: true);
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        await Wait.UntilAsync(() => Task.FromResult(Waits(app) >= 1));

        app.Settings.Sms.Refuse = _ => null;
        await own.AdvanceAsync(LongestPause);
        QueueBells.Ring(app.Queues.GetQueueClient("sms-outbox").Uri, TimeSpan.Zero);
        await Wait.UntilAsync(async () => (await anna.CodesAsync(client)).Count == 1);
        Assert.Empty(await app.PoisonAsync("sms-outbox"));
    }

    private async Task RoundAsync(GhcApp app)
    {
        await own.AdvanceAsync(LongestPause);
        QueueBells.Ring(app.Queues.GetQueueClient("lab-results").Uri, TimeSpan.Zero);
    }

    private static int Waits(GhcApp app) =>
        app.Logs.Lines.Count(line => line.Contains("Message waits for the end of an outage", StringComparison.Ordinal));
}
