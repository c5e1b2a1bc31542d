using Ghc.Functions.Poison;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;
using static Ghc.Functions.Tests.Poison.PoisonReplayTests;

namespace Ghc.Functions.Tests.Poison;

/// <summary>A message that was put aside is there once, wherever the process dies while it is kept, replayed or discarded.</summary>
public sealed class PoisonCrashTests(Azurite azurite)
{
    [Fact]
    public async Task KeepPoison_DeathAfterEveryCall_LosesAndDoublesNothing()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var survived = false;
        for (var n = 0; n < 20 && !survived; n++)
        {
            var text = $"message {n}";
            await using (var app = new GhcApp(settings))
            {
                app.CreateClient();
                await PutAsideAsync(app, "visits", text);
                app.Calls.FailAfter(n);
                survived =
                    await Record.ExceptionAsync(() => ShortLived(app).KeepAsync(int.MaxValue, TestContext.Current.CancellationToken))
                        is null;
            }

            await using var next = new GhcApp(settings);
            next.CreateClient();
            await ShowAgainAsync(next, "visits-poison");
            var texts = await next.Services.GetRequiredService<PoisonReplay>().TextsAsync();
            Assert.Equal(n + 1, texts.Count);
            Assert.Contains(text, texts);
            Assert.All(
                (await next.Services.GetRequiredService<PoisonTable>().ListAsync("visits", TestContext.Current.CancellationToken)),
                entry => Assert.Equal(1, entry.Times)
            );
        }

        Assert.True(survived);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReplayAndDiscard_DeathAfterEveryCall_EndInOneResult(bool replay)
    {
        var settings = new AppSettings(azurite.NewAccount());
        var survived = false;
        for (var n = 0; n < 40 && !survived; n++)
        {
            var anna = new Traveler();
            string id;
            await using (var app = new GhcApp(settings))
            {
                app.CreateClient();
                var desk = app.Services.GetRequiredService<PoisonReplay>();
                await PutAsideAsync(app, "lab-results", anna.LabResult(app.Clock.GetUtcNow()));
                id = Assert.Single((await desk.ListAsync(null, TestContext.Current.CancellationToken))["lab-results"]).Id;
                app.Calls.FailAfter(n);
                survived = await Record.ExceptionAsync(() => ActAsync(desk, id, replay)) is null;
            }

            await using var next = new GhcApp(settings);
            next.CreateClient();

            // Whoever got no answer does it again; it may have been done.
            await ActAsync(next.Services.GetRequiredService<PoisonReplay>(), id, replay);
            await next.DrainAsync("lab-results", "recompute-colors");
            Assert.Equal(replay ? 1 : 0, (await next.HolderAsync(anna)).Facts.Count);
            Assert.Empty(
                (await next.Services.GetRequiredService<PoisonReplay>().ListAsync(null, TestContext.Current.CancellationToken))[
                    "lab-results"
                ]
            );
            Assert.NotEmpty(await ActsAsync(next, id));
        }

        Assert.True(survived);
    }

    /// <summary>A good message that the host gave up, because something else failed while it was tried.</summary>
    [Fact]
    public async Task SecondTry_DeathAfterEveryCall_LosesNothing()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var survived = false;
        for (var n = 0; n < 20 && !survived; n++)
        {
            var anna = new Traveler();
            await using (var app = new GhcApp(settings))
            {
                app.CreateClient();
                await app.StopTriggersAsync();
                await app
                    .Queues.GetQueueClient("lab-results-poison")
                    .SendMessageAsync(anna.LabResult(app.Clock.GetUtcNow()), TestContext.Current.CancellationToken);
                app.Calls.FailAfter(n);
                survived =
                    await Record.ExceptionAsync(() => ShortLived(app).KeepAsync(int.MaxValue, TestContext.Current.CancellationToken))
                        is null;
            }

            // What was kept because the second try may have been under way waits for an administrator.
            await using var next = new GhcApp(settings);
            next.CreateClient();
            await ShowAgainAsync(next, "lab-results-poison");
            var desk = next.Services.GetRequiredService<PoisonReplay>();
            foreach (var entry in (await desk.ListAsync(null, TestContext.Current.CancellationToken))["lab-results"])
            {
                await ActAsync(desk, entry.Id, replay: true);
            }

            await next.DrainAsync("lab-results");
            Assert.Single((await next.HolderAsync(anna)).Facts);
        }

        Assert.True(survived);
    }

    /// <summary>As the function does that could not understand the message.</summary>
    private static async Task PutAsideAsync(GhcApp app, string queue, string message)
    {
        await app
            .Services.GetRequiredService<PoisonTable>()
            .PutAsync(queue, message, "invalid-request", app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        await app.Queues.GetQueueClient($"{queue}-poison").SendMessageAsync(message, TestContext.Current.CancellationToken);
    }

    private static async Task ActAsync(PoisonReplay desk, string id, bool replay)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _ = replay ? await desk.ReplayAsync(id, null, "test", cancellation) : await desk.DiscardAsync(id, "test", "test", cancellation);
    }
}
