using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>
/// The process dies between any two storage calls of taking in a message and folding it into the color; another one starts.
/// </summary>
public sealed class CrashTests(Azurite azurite)
{
    /// <summary>
    /// More calls than ingest (4 and the laboratory's registration) and recompute (3 for a document that is new) need together.
    /// </summary>
    private const int TooMany = 12;

    private readonly AppSettings settings = new(azurite.NewAccount());

    [Theory]
    [InlineData("lab-results")]
    [InlineData("border-crossings")]
    public async Task Message_DeathAfterEveryCall_NothingLostNothingDoubled(string queue)
    {
        var survived = false;
        for (var n = 0; n <= TooMany && !survived; n++)
        {
            var (struck, spared) = (new Traveler(), new Traveler());
            survived = !await DieAfterAsync(n, queue, struck);

            await using var app = Start(rest: "00:00:00");
            await app.SendAsync(queue, MessageOf(queue, spared));
            await app.DrainAsync(queue, "recompute-colors");

            Assert.Single((await app.HolderAsync(struck)).Facts);
            Assert.Equal(await app.KnownAsync(spared), await app.KnownAsync(struck));
            Assert.Empty(await app.PoisonAsync(queue));
            Assert.Empty(await app.PoisonAsync("recompute-colors"));
        }

        Assert.True(survived, $"{TooMany} calls were not enough.");
    }

    /// <summary>
    /// True if it died. The message that it held becomes visible again a little later, as a lease that nobody renews would.
    /// </summary>
    private async Task<bool> DieAfterAsync(int n, string queue, Traveler struck)
    {
        await using var app = Start(rest: "00:00:01");
        app.Calls.FailAfter(n);
        await app.SendAsync(queue, MessageOf(queue, struck));
        await Wait.UntilAsync(async () => app.Calls.HasFailed || await IsEmptyAsync(app, queue));
        await Wait.UntilAsync(async () => app.Calls.HasFailed || await IsEmptyAsync(app, "recompute-colors"));
        return app.Calls.HasFailed;
    }

    private static async Task<bool> IsEmptyAsync(GhcApp app, string queue) =>
        (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount
        == 0;

    private GhcApp Start(string rest)
    {
        settings.Values["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = rest;
        var app = new GhcApp(settings);
        app.CreateClient().Dispose();
        return app;
    }

    private string MessageOf(string queue, Traveler who) =>
        queue == "lab-results"
            ? who.LabResult(settings.Clock.GetUtcNow().AddHours(-1), "positive")
            : who.Crossing(settings.Clock.GetUtcNow().AddDays(-1));
}
