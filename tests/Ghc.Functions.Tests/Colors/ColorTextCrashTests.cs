using Ghc.Functions.AccountStore;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using static Ghc.Functions.Tests.Colors.ColorTextTests;

namespace Ghc.Functions.Tests.Colors;

/// <summary>A change of color is told once, wherever the process dies on the way.</summary>
public sealed class ColorTextCrashTests(Azurite azurite)
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tell_DiesAnywhere_IsToldExactlyOnce()
    {
        Traveler anna = new();
        var calls = await Crashes.OfFunctionAsync(
            azurite,
            settings => settings.Values["ColorTexts:Patience"] = "1.00:00:00",
            async app =>
            {
                anna = new Traveler();
                await anna.ApplyAsync(app, app.CreateClient(), daysAgo: 10);
                await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
                await app.DrainAsync("lab-results", "recompute-colors", "sms-outbox");
                var key = await KeyAsync(app, anna);
                var leave = $$"""{"schema":"{{ColorNewsMessage.SchemaName}}","documentKey":"","phoneKey":"{{app.PhoneKeyOf(anna)}}"}""";
                return async living =>
                {
                    await living.Function<TellColor>().Run(News(key), TestEnd);
                    await living.Function<TellColor>().Run(leave, TestEnd);
                };
            },
            async app =>
            {
                await app.DrainAsync("sms-outbox");
                Assert.Single(await AboutColorsAsync(app.CreateClient(), anna));
                var account = await app.Services.GetRequiredService<AccountsTable>().LoadAsync(app.PhoneKeyOf(anna), TestEnd);
                Assert.Single(account.Data!.ColorTextsToday!.Ids);
            }
        );

        // One or two more where a recomputation wrote the account meanwhile.
        Assert.InRange(calls, 13, 15);
    }

    [Fact]
    public async Task Recompute_DiesAnywhere_TheChangeIsToldAndTheNextOneNoted()
    {
        Traveler anna = new();
        await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                anna = new Traveler();
                await anna.ApplyAsync(app, app.CreateClient(), daysAgo: 10);
                await app.DrainAsync("recompute-colors", "sms-outbox");
                var key = await KeyAsync(app, anna);
                await AddFactAsync(app, anna, key);
                return living => living.Function<RecomputeColor>().Run(Recompute(key), TestEnd);
            },
            async app =>
            {
                var queue = app.Queues.GetQueueClient("color-news");
                Assert.NotEqual(0, (await queue.GetPropertiesAsync(TestEnd)).Value.ApproximateMessagesCount);
                var news = (await app.Services.GetRequiredService<HoldersTable>().ReadStatusAsync(await KeyAsync(app, anna), TestEnd))!
                    .Owner!
                    .News!;
                Assert.Null(news.DueAt);
                Assert.True(news.IsNews(Domain.Colors.Color.Green));
            }
        );
    }

    [Fact]
    public async Task Reminder_DiesAnywhere_IsSeenToAndThenGone()
    {
        var calls = await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                // Nobody's document: what happens to the message is the recomputation's business.
                _ = app.CreateClient();
                await app
                    .Services.GetRequiredService<ColorDuesTable>()
                    .PutAsync(app.Clock.GetUtcNow().AddMinutes(-2), new string('a', 32), TestEnd);
                await app
                    .Services.GetRequiredService<ColorDuesTable>()
                    .PutAsync(app.Clock.GetUtcNow().AddMinutes(2), new string('b', 32), TestEnd);
                return living => living.Function<RecomputeDueColors>().Run(new TimerInfo(), TestEnd);
            },
            async app =>
            {
                var left = await app.Services.GetRequiredService<ColorDuesTable>().DueAsync(app.Clock.GetUtcNow().AddDays(1), 10, TestEnd);
                Assert.Equal(new string('b', 32), Assert.Single(left).DocumentKey);
                await Wait.UntilAsync(() =>
                    Task.FromResult(
                        app.Logs.Lines.Any(line =>
                            line.Contains($"Color assessed. Document: {new string('a', 32)}", StringComparison.Ordinal)
                        )
                    )
                );
            }
        );
        Assert.Equal(3, calls);
    }
}
