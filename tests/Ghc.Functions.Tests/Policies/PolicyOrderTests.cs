using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Ghc.Functions.Policies;
using Ghc.Functions.Rules;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Policies;

/// <summary>Which version decides when several are on their way, and that no sweep brings back one that does not.</summary>
public sealed class PolicyOrderTests(Azurite azurite) : IAsyncDisposable
{
    private readonly GhcApp app = new(azurite);
    private readonly Traveler anna = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PolicyPublisher Board => app.Services.GetRequiredService<PolicyPublisher>();

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public async Task Versions_DecideByTheirDayAndThenByNumber(int daysOfFirst, int daysOfSecond)
    {
        await anna.ApplyAsync(app, app.CreateClient());
        var start = app.Clock.GetUtcNow();
        var first = await PublishAsync("5+3", start.AddDays(daysOfFirst));
        var second = await PublishAsync("off", start.AddDays(daysOfSecond));

        // Nothing is due, and nothing is lost by coming too early.
        await SweepAsync(first, second);
        Assert.Equal(("7+3", "running", "running"), (await VersionAsync(), await StateAsync(first), await StateAsync(second)));

        app.Clock.Advance(TimeSpan.FromDays(Math.Min(daysOfFirst, daysOfSecond)));
        await SweepAsync(first, second);
        await SweepAsync(second, first);
        Assert.Equal(daysOfFirst < daysOfSecond ? "5+3" : "off", await VersionAsync());

        app.Clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync(second, first);
        await SweepAsync(first, second);
        Assert.Equal(
            (daysOfFirst > daysOfSecond ? "5+3" : "off", "done", "done"),
            (await VersionAsync(), await StateAsync(first), await StateAsync(second))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RollBack_BeforeTheDayOfAVersion_CancelsItForGood(bool itsSweepIsLast)
    {
        var client = app.CreateClient();
        await anna.ApplyAsync(app, client);
        var planned = await PublishAsync("5+3", app.Clock.GetUtcNow().AddDays(3));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False((await Board.RollBackAsync(sequence: null, "officer-3", Cancellation)).Refused(out _, out var back));
        if (!itsSweepIsLast)
        {
            app.Clock.Advance(PolicyVersion.Notice);
            await SweepAsync(planned, back!.SweepId);
        }

        app.Clock.Advance(TimeSpan.FromDays(3));
        await SweepAsync(back!.SweepId, planned);

        Assert.Equal(("7+3", "done", "done"), (await VersionAsync(), await StateAsync(planned), await StateAsync(back.SweepId)));
        var policy = (await client.GetAsync("api/policy", await Officers.OneAsync(app, client))).Expect(200);
        Assert.Equal(("7+3", "2"), (policy.Text("version"), policy.Text("sequence")));
        Assert.Equal(["published", "cancelled"], policy["versions"].AsArray().Select(version => (string?)version!["state"]));

        // Going back once more does not bring it back either.
        Assert.True((await Board.RollBackAsync(sequence: null, "officer-3", Cancellation)).Refused(out var why, out _));
        Assert.Equal("nothing-to-roll-back", why!.Code);
    }

    [Fact]
    public async Task RollBack_OfSeveralPlannedVersions_KeepsTheRulesOfToday()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        var start = app.Clock.GetUtcNow();
        string[] planned = [await PublishAsync("5+3", start.AddDays(1)), await PublishAsync("off", start.AddDays(2))];
        Assert.False((await Board.RollBackAsync(sequence: null, "officer-3", Cancellation)).Refused(out _, out var back));

        app.Clock.Advance(TimeSpan.FromDays(3));
        await SweepAsync([.. planned, back!.SweepId, .. planned]);

        Assert.Equal("7+3", await VersionAsync());
    }

    [Fact]
    public async Task RollBack_OfAVersionThatDecides_IsNotUndoneByItsSweep()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        var late = await PublishAsync("5+3", app.Clock.GetUtcNow());
        app.Clock.Advance(PolicyVersion.Notice);
        Assert.False((await Board.RollBackAsync(sequence: null, "officer-3", Cancellation)).Refused(out _, out var back));
        app.Clock.Advance(PolicyVersion.Notice);

        await SweepAsync(back!.SweepId, late);

        Assert.Equal("7+3", await VersionAsync());
    }

    [Fact]
    public async Task RollBack_ByTwoAtOnceOrAgain_NeverBringsBackWhatWasLeft()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        await PublishAsync("off", app.Clock.GetUtcNow());
        app.Clock.Advance(PolicyVersion.Notice);
        await PublishAsync("5+3", app.Clock.GetUtcNow());
        app.Clock.Advance(PolicyVersion.Notice);

        // Two press at once, one of them again before it is in force, and a third who names the version when it is.
        var pressed = await Task.WhenAll(
            Board.RollBackAsync(null, "officer-3", Cancellation),
            Board.RollBackAsync(2, "officer-4", Cancellation)
        );
        var again = await Board.RollBackAsync(null, "officer-3", Cancellation);
        app.Clock.Advance(PolicyVersion.Notice);
        var named = await Board.RollBackAsync(2, "officer-4", Cancellation);
        Assert.All(
            [.. pressed, again, named],
            outcome => Assert.False(outcome.Refused(out _, out var sweep) || sweep.SweepId != "publication-3")
        );
        Assert.Equal(("off", 3), await InForceAsync());

        // What was left is no step on the way back, and nothing else than what is in force can be left.
        Assert.True((await Board.RollBackAsync(1, "officer-3", Cancellation)).Refused(out var why, out _));
        Assert.Equal("version-not-in-force", why!.Code);
        Assert.False((await Board.RollBackAsync(3, "officer-3", Cancellation)).Refused(out _, out _));
        app.Clock.Advance(PolicyVersion.Notice);
        Assert.Equal(("7+3", 4), await InForceAsync());

        async Task<(string, int)> InForceAsync()
        {
            var current = await app.Services.GetRequiredService<CurrentPolicy>().CurrentAsync(Cancellation);
            return (current.Policy.Version, current.Sequence);
        }
    }

    [Fact]
    public async Task RollBack_OfOnePlannedVersion_LeavesThoseBeforeItPlanned()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        var start = app.Clock.GetUtcNow();
        var first = await PublishAsync("5+3", start.AddDays(1));
        await PublishAsync("off", start.AddDays(2));
        Assert.False((await Board.RollBackAsync(2, "officer-3", Cancellation)).Refused(out _, out _));

        app.Clock.Advance(TimeSpan.FromDays(3));
        await SweepAsync(first);

        Assert.Equal("5+3", await VersionAsync());
    }

    [Fact]
    public async Task Put_PublishedButDiedBeforeItsSweep_PuttingItAgainStartsTheSweep()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        await app.DrainAsync();
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), app.Clock.GetUtcNow(), Cancellation);
        await app.DrainAsync("sweep-ranges");
        for (var (n, published) = (0, false); !published; n++)
        {
            app.Calls.FailAfter(n);
            await Record.ExceptionAsync(() =>
                Board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), app.Clock.GetUtcNow(), Cancellation)
            );
            app.Calls.FailAfter(int.MaxValue);
            published = (await app.Services.GetRequiredService<PoliciesTable>().ListAsync(Cancellation))[0].State == PolicyState.Published;
        }

        var again = (await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), app.Clock.GetUtcNow(), Cancellation)).Value();

        Assert.Equal(("publication-1", "publication"), (again.SweepId, again.Kind));
        app.Clock.Advance(PolicyVersion.Notice);
        await SweepAsync(again.SweepId);
        Assert.Equal("5+3", await VersionAsync());
    }

    [Fact]
    public async Task Put_TheProposersDay_CountsUnlessTheApproverNamesAnother()
    {
        var day = app.Clock.GetUtcNow().AddDays(2);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day, Cancellation);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), null, Cancellation);

        Assert.Equal(day, Assert.Single(await app.Services.GetRequiredService<PoliciesTable>().ListAsync(Cancellation)).EffectiveAt);
    }

    [Fact]
    public async Task Put_PublishedOnceMoreForALaterDay_IsRefusedAndNotForgotten()
    {
        var day = app.Clock.GetUtcNow().AddDays(2);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day, Cancellation);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), day, Cancellation);

        var later = await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day.AddDays(1), Cancellation);

        Assert.True(later.Refused(out var refusal, out _));
        Assert.Equal(("already-decided", "effectiveAt"), (refusal.Code, Assert.Single(refusal.Errors).Field));
        Assert.Equal([ChinaTime.TextOf(day)], refusal.Errors[0].Values);

        // An earlier day, or at once, is another decision, too; the same day, or none, is the same.
        Assert.True(
            (await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day.AddDays(-1), Cancellation)).Refused(out _, out _)
        );
        Assert.True(
            (await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), app.Clock.GetUtcNow(), Cancellation)).Refused(out _, out _)
        );
        Assert.Equal(
            "publication-1",
            (await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day, Cancellation)).Value().SweepId
        );
        Assert.Equal(
            "publication-1",
            (await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), null, Cancellation)).Value().SweepId
        );
    }

    [Theory]
    [InlineData("2022-07-18T00:00:00+08:00", "2022-07-17T16:00:00Z")]
    [InlineData("2022-07-01T00:00:00+08:00", "2022-07-15T02:00:30Z")]
    public async Task Put_WithoutADay_TheDayOfThePackCounts(string effectiveFrom, string decidesFrom)
    {
        var pack = PackOf("off", effectiveFrom);
        await Board.PutAsync(pack, new Account("officer-1"), null, Cancellation);
        await Board.PutAsync(pack, new Account("officer-2"), null, Cancellation);

        Assert.Equal(DateTimeOffset.Parse(decidesFrom, CultureInfo.InvariantCulture), (await VersionsAsync())[0].EffectiveAt);
    }

    [Fact]
    public async Task Put_ThePackNamesADayTooFarAhead_IsRefusedAndSaysSo_UnlessAnotherDayIsNamed()
    {
        var pack = PackOf("off", "2022-07-23T00:00:00+08:00");

        Assert.True((await Board.PutAsync(pack, new Account("officer-1"), null, Cancellation)).Refused(out var refusal, out _));
        Assert.Equal(("effectiveFrom", "policy.effective-from"), (refusal.Errors[0].Field, refusal.Errors[0].Problem));
        Assert.Equal("trial", (await Board.PutAsync(pack, new Account("officer-1"), app.Clock.GetUtcNow(), Cancellation)).Value().Kind);
        Assert.Equal("publication", (await Board.PutAsync(pack, new Account("officer-2"), null, Cancellation)).Value().Kind);
    }

    [Fact]
    public async Task Put_TheProposerNamesAnotherDay_IsRemembered()
    {
        var day = app.Clock.GetUtcNow().AddDays(2);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day, Cancellation);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), day.AddDays(1), Cancellation);
        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), null, Cancellation);
        Assert.Equal(day.AddDays(1), Assert.Single(await VersionsAsync()).PlannedAt);

        await Board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), null, Cancellation);
        Assert.Equal(day.AddDays(1), Assert.Single(await VersionsAsync()).EffectiveAt);
    }

    /// <summary>
    /// 5+3 was left once and is published again under another number and name; going back from it does not lead to its own earlier number,
    /// nor to what was left.
    /// </summary>
    [Fact]
    public async Task RollBack_ComparesRulesAndNotNumbers()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        await PublishNowAsync(PackOf("5+3", "2022-07-01T00:00:00+08:00"));
        await PublishNowAsync(PackOf("14+7", "2022-07-01T00:00:00+08:00"));
        await PublishNowAsync(PackOf("5+3", "2022-07-02T00:00:00+08:00", "5+3-again"));

        // Version 3 has the rules of version 1: both are left, so 14+7 comes, and after that what the installation came with.
        Assert.Equal("14+7", await LeaveAsync(3));
        Assert.Equal("7+3", await LeaveAsync(4));
    }

    [Fact]
    public async Task RollBack_ToRulesThatTwoOfficersSignedAgainAfterTheyWereLeft_IsAllowed()
    {
        await anna.ApplyAsync(app, app.CreateClient());
        await PublishNowAsync(PackOf("5+3", "2022-07-01T00:00:00+08:00"));
        Assert.Equal("7+3", await LeaveAsync(1));
        await PublishNowAsync(PackOf("5+3", "2022-07-02T00:00:00+08:00"));
        await PublishNowAsync(PackOf("off", "2022-07-02T00:00:00+08:00"));

        Assert.Equal("5+3", await LeaveAsync(4));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Policy PackOf(string name, string effectiveFrom, string? version = null)
    {
        var pack = JsonNode.Parse(Policy.Pack(name).Json)!;
        (pack["effectiveFrom"], pack["version"]) = (effectiveFrom, version ?? name);
        Assert.False(Policy.Parse(pack.ToJsonString()).Refused(out _, out var policy));
        return policy!;
    }

    private async Task PublishNowAsync(Policy policy)
    {
        await Board.PutAsync(policy, new Account("officer-1"), null, Cancellation);
        Assert.Equal("publication", (await Board.PutAsync(policy, new Account("officer-2"), null, Cancellation)).Value().Kind);
        app.Clock.Advance(PolicyVersion.Notice);
    }

    private async Task<string> LeaveAsync(int sequence)
    {
        Assert.False((await Board.RollBackAsync(sequence, "officer-3", Cancellation)).Refused(out _, out _));
        app.Clock.Advance(PolicyVersion.Notice);
        return (await app.Services.GetRequiredService<CurrentPolicy>().CurrentAsync(Cancellation)).Policy.Version;
    }

    private async Task<IReadOnlyList<PolicyVersion>> VersionsAsync() =>
        await app.Services.GetRequiredService<PoliciesTable>().ListAsync(Cancellation);

    private async Task<string> PublishAsync(string pack, DateTimeOffset effectiveAt)
    {
        await Board.PutAsync(Policy.Pack(pack), new Account("officer-1"), effectiveAt, Cancellation);
        return (await Board.PutAsync(Policy.Pack(pack), new Account("officer-2"), effectiveAt, Cancellation)).Value().SweepId;
    }

    private async Task SweepAsync(params string[] sweepIds)
    {
        foreach (var sweepId in sweepIds)
        {
            await Sweeps.RunAsync(app, sweepId);
        }
    }

    private async Task<string> StateAsync(string sweepId)
    {
        var sweeps = app.Services.GetRequiredService<SweepsTable>();
        return SweepView.Of((await sweeps.FindAsync(sweepId, Cancellation))!, await sweeps.ListRangesAsync(sweepId, Cancellation)).State;
    }

    private async Task<string> VersionAsync() => (await app.HolderAsync(anna)).Status!.Schedule.PolicyVersion;
}
