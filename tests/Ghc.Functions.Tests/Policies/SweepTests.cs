using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.Policies;
using Ghc.Functions.Holders;
using Ghc.Functions.Policies;
using Ghc.Functions.Rules;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Policies;

/// <summary>
/// A sweep that dies again and again still ends with every holder assessed by the new policy. `make soak` runs it over 20,000 holders.
/// </summary>
public sealed class SweepTests(Azurite azurite)
{
    private static int Holders => int.Parse(Environment.GetEnvironmentVariable("GHC_SOAK_HOLDERS") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Sweep_ProcessDiesThreeTimes_EveryHolderIsAssessedByTheNewPolicy()
    {
        var settings = new AppSettings(azurite.NewAccount());
        IReadOnlyList<string> keys;
        string sweepId;
        await using (var app = Start(settings))
        {
            keys = await SeedAsync(app);
            sweepId = await PublishAsync(app);
        }

        settings.Clock.Advance(PolicyVersion.Notice);
        foreach (var calls in new[] { Holders / 6, Holders / 3, Holders / 2 })
        {
            await using var app = Start(settings);
            Assert.True(await Sweeps.DiesAsync(app, sweepId, calls), $"The sweep needed fewer than {calls} calls.");
        }

        await using var last = Start(settings);
        await Sweeps.RunAsync(last, sweepId);
        while ((await ViewAsync(last, sweepId)).State != "done")
        {
            await Sweeps.RunAsync(last, sweepId);
        }

        var holders = last.Services.GetRequiredService<HoldersTable>();
        var expected = Policy.Pack("5+3");
        await Parallel.ForEachAsync(
            keys,
            TestContext.Current.CancellationToken,
            async (key, cancellation) =>
            {
                var holder = await holders.LoadAsync(key, cancellation);
                Assert.Equal((1, "5+3"), (holder.Status!.PolicySequence, holder.Status.Schedule.PolicyVersion));
                Assert.Equal(
                    expected.Assess(holder.Facts, settings.Clock.GetUtcNow()).Color,
                    holder.Status.Schedule.At(settings.Clock.GetUtcNow()).Color
                );
            }
        );
        Assert.Equal(Holders, (await ViewAsync(last, sweepId)).Done);
    }

    private static GhcApp Start(AppSettings settings)
    {
        var app = new GhcApp(settings);
        app.CreateClient();
        return app;
    }

    private static async Task<SweepView> ViewAsync(GhcApp app, string sweepId)
    {
        var sweeps = app.Services.GetRequiredService<SweepsTable>();
        var cancellation = TestContext.Current.CancellationToken;
        return SweepView.Of((await sweeps.FindAsync(sweepId, cancellation))!, await sweeps.ListRangesAsync(sweepId, cancellation));
    }

    /// <summary>Holders who entered one to thirty days ago, folded under 7+3.</summary>
    private static async Task<IReadOnlyList<string>> SeedAsync(GhcApp app)
    {
        var holders = app.Services.GetRequiredService<HoldersTable>();
        var pseudonyms = app.Services.GetRequiredService<Pseudonyms>();
        var policy = await app.Services.GetRequiredService<CurrentPolicy>().CurrentAsync(TestContext.Current.CancellationToken);
        var name = Value(PersonName.Parse("ANNA SMITH"));
        var documents = Enumerable.Range(1, Holders).Select(n => Value(Document.Parse("passport", $"S{n:D7}", null))).ToList();
        await Parallel.ForEachAsync(
            documents.Select((document, n) => (document, n)),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (person, cancellation) =>
            {
                var key = pseudonyms.DocumentKey(person.document);
                var crossing = new Crossing("Luohu", Direction.Entry, app.Clock.GetUtcNow().AddDays(-(person.n % 30)), name);
                await holders.AddAsync(key, new ReportedFact(person.document, crossing), cancellation);
                var status = policy.Assess(person.document, new Holder(key, null, null, person.document, [crossing]));
                Assert.True(await holders.TryWriteStatusAsync(key, status, version: null, cancellation));
            }
        );
        return [.. documents.Select(pseudonyms.DocumentKey)];
    }

    private static async Task<string> PublishAsync(GhcApp app)
    {
        var board = app.Services.GetRequiredService<PolicyPublisher>();
        var cancellation = TestContext.Current.CancellationToken;
        await board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), app.Clock.GetUtcNow(), cancellation);
        return (await board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), app.Clock.GetUtcNow(), cancellation)).Value().SweepId;
    }

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.Refused(out var why, out var value) ? throw new InvalidOperationException(why.Code) : value;
}
