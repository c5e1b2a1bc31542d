using Azure.Data.Tables;
using Ghc.Functions.Gates;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Ghc.Functions.Tests.Retention.RetentionTests;

namespace Ghc.Functions.Tests.Retention;

/// <summary>There is more to delete than there is time for.</summary>
public sealed class PurgeTimeTests(Azurite azurite)
{
    [Fact]
    public async Task Purge_OutOfTime_GoesOnInTheNextRunWhereItStopped()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using (var app = new GhcApp(settings))
        {
            _ = app.CreateClient();
            for (var i = 0; i < 20; i++)
            {
                await app.SendAsync("lab-results", new Traveler().LabResult(app.Clock.GetUtcNow().AddDays(-1)));
            }

            await app.DrainAsync("lab-results", "recompute-colors");
        }

        settings.Clock.Advance(TimeSpan.FromDays(70));
        settings.Values["Retention:RunSeconds"] = "1";
        await using var late = new GhcApp(settings);
        _ = late.CreateClient();
        settings.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(2);
        var first = await RunAsync(late);
        settings.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var second = await RunAsync(late);

        Assert.Equal((false, 16L), (first.Finished, first["results"]));
        Assert.Equal((true, 4L), (second.Finished, second["results"]));
        Assert.Equal(20, (await RunAsync(late))["documents"]);
    }

    [Fact]
    public async Task Purge_MoreOfOneKindThanThereIsTimeFor_EveryStepHasItsTurn_AndTheHeapIsGoneInTheEnd()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            await new Traveler().SmsCodeAsync(app, client);
            var visits = app.Tables.GetTableClient(TableNames.Visits);
            foreach (var hour in Enumerable.Range(0, 13))
            {
                await visits.SubmitTransactionAsync(
                    Enumerable
                        .Range(0, 90)
                        .Select(n => new TableTransactionAction(
                            TableTransactionActionType.Add,
                            new TableEntity($"p|{hour:D2}", $"20010101T000000Z|{n:D3}")
                        )),
                    TestContext.Current.CancellationToken
                );
            }
        }

        settings.Clock.Advance(TimeSpan.FromDays(2));
        settings.Values["Retention:RunSeconds"] = "1";
        await using var late = new GhcApp(settings);
        _ = late.CreateClient();
        settings.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(2);
        var first = await RunAsync(late);
        var second = await RunAsync(late);
        settings.Clock.AutoAdvanceAmount = TimeSpan.Zero;

        Assert.Equal((false, 1000L, 1L), (first.Finished, first["visits"], first["unused-phones"]));
        Assert.Equal((true, 170L), (second.Finished, second["visits"]));
        Assert.Empty(await late.RowsAsync(TableNames.Sweeps));
    }

    [Fact]
    public async Task Purge_MoreOfOneKindThanASliceOfTheTime_TakesWhatTheOthersLeaveOver()
    {
        await using var app = new GhcApp(azurite);
        _ = app.CreateClient();
        var visits = app.Services.GetRequiredService<VisitsTable>();
        var then = app.Clock.GetUtcNow().AddDays(-22);
        await Task.WhenAll(
            Enumerable
                .Range(0, 1100)
                .Select(i =>
                    visits.PutAsync(
                        new("ghc.visit.v1", $"v{i}", "p", "P", new string('b', 32), then.AddSeconds(i)),
                        TestContext.Current.CancellationToken
                    )
                )
        );

        // A slice lasts 33 seconds, ten transactions 40.
        app.Calls.Meanwhile = call =>
        {
            app.Clock.Advance(call.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal) ? TimeSpan.FromSeconds(4) : TimeSpan.Zero);
            return Task.CompletedTask;
        };
        var report = await RunAsync(app);

        Assert.Equal((true, 1100L), (report.Finished, report["visits"]));
    }
}
