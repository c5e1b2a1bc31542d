using System.Text.Json;
using Azure.Storage.Blobs;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Triggers;

using Triggers = Ghc.LocalHost.Tests.Support.Triggers;

/// <summary>Timers run as in Azure.</summary>
public sealed class TimerTests(Azurite azurite)
{
    private const string NewYear = "0 0 0 1 1 *";

    private readonly string account = azurite.NewAccount();

    [Fact]
    public async Task Timer_RunsOnItsSchedule_AgainAndAgain()
    {
        await using var triggers = new Triggers(
            [Triggers.Timer("EverySecond", "* * * * * *")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(() => triggers.Calls.Count >= 3);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Timer_ThatRunsAtStart_RunsThenOnly(bool runOnStartup, int expected)
    {
        await using var triggers = new Triggers(
            [Triggers.Timer("Yearly", NewYear, runOnStartup)],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );

        await triggers.StartAsync();

        Assert.Equal(expected, triggers.Calls.Count);
    }

    [Fact]
    public async Task Timer_InputIsWhatTheWorkerReads()
    {
        await using var triggers = new Triggers(
            [Triggers.Timer("Yearly", NewYear, runOnStartup: true)],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        using var input = JsonDocument.Parse(Assert.Single(triggers.Calls).Input);
        Assert.False(input.RootElement.GetProperty("IsPastDue").GetBoolean());
        Assert.True(input.RootElement.GetProperty("Schedule").GetProperty("AdjustForDST").GetBoolean());
        Assert.Equal(1, input.RootElement.GetProperty("ScheduleStatus").GetProperty("Next").GetDateTime().DayOfYear);
    }

    [Fact]
    public async Task Timer_WhoseRunWasMissedWhileTheHostWasDown_RunsAtStart()
    {
        await using (
            var before = new Triggers([Triggers.Timer("Yearly", NewYear)], Triggers.Settings(account), (_, _) => Task.CompletedTask)
        )
        {
            await before.StartAsync();
        }

        var blob = new BlobContainerClient(account, "azure-webjobs-hosts").GetBlobClient("timers/tests/Host.Functions.Yearly/status");
        Assert.True(await blob.ExistsAsync(TestContext.Current.CancellationToken));
        await blob.UploadAsync(
            BinaryData.FromString(
                """{"Last":"2020-01-01T00:00:00+00:00","Next":"2021-01-01T00:00:00+00:00","LastUpdated":"2020-01-01T00:00:00+00:00"}"""
            ),
            overwrite: true,
            TestContext.Current.CancellationToken
        );
        await using var triggers = new Triggers(
            [Triggers.Timer("Yearly", NewYear)],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        using var input = JsonDocument.Parse(Assert.Single(triggers.Calls).Input);
        Assert.True(input.RootElement.GetProperty("IsPastDue").GetBoolean());
    }

    [Fact]
    public async Task Timer_OfTwoHostsOfOneApp_RunsOnOne()
    {
        await using var first = new Triggers(
            [Triggers.Timer("EverySecond", "* * * * * *")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await first.StartAsync();
        await using var second = new Triggers(
            [Triggers.Timer("EverySecond", "* * * * * *")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await second.StartAsync();

        var before = first.Calls.Count;
        await Until.TrueAsync(() => first.Calls.Count >= before + 2);
        Assert.Empty(second.Calls);
    }

    [Fact]
    public async Task Timer_ThatFails_RunsAgain()
    {
        await using var triggers = new Triggers(
            [Triggers.Timer("EverySecond", "* * * * * *")],
            Triggers.Settings(account),
            (_, _) => throw new InvalidOperationException("Bad.")
        );
        await triggers.StartAsync();

        await Until.TrueAsync(() => triggers.Calls.Count >= 2);
    }
}
