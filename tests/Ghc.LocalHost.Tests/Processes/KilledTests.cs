using System.Net;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Processes;

/// <summary>A worker and a host that are killed.</summary>
public sealed class KilledTests(Azurite azurite)
{
    [Fact]
    public async Task Worker_Killed_CallsInFlightFail_AndTheNextWorkerServes()
    {
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(azurite.NewAccount()));
        var worker = await host.WorkerIdAsync();
        using var folder = new TemporaryFolder();
        var calls = Enumerable
            .Range(0, 5)
            .Select(n => host.Client.GetAsync($"api/wait-for-file?path={folder.Path}/{n}", TestContext.Current.CancellationToken))
            .ToList();
        await Until.TrueAsync(() => Directory.GetFiles(folder.Path, "*.running").Length == calls.Count);

        await HostProcess.SignalAsync("KILL", worker);

        foreach (var call in calls)
        {
            using var answer = await call;
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        }

        Assert.NotEqual(worker, await host.WorkerIdAsync());
        Assert.Contains(
            "Worker ended. Reason: it ended with exit code 137. Restarting in: 00:00:01",
            host.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Worker_KilledWithMessages_TheNextWorkerReceivesEachOnceMore()
    {
        var account = azurite.NewAccount();
        var orders = new Orders(account);
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(account));
        var worker = await host.WorkerIdAsync();
        string[] messages = ["wait killed 1", "wait killed 2", "wait killed 3", "wait killed 4", "wait killed 5"];
        await Task.WhenAll(messages.Select(orders.SendAsync));
        await UntilReceivedAsync(1);

        await HostProcess.SignalAsync("KILL", worker);

        // The tries that a message has are not spent on a worker that has ended.
        await UntilReceivedAsync(2);
        foreach (var message in messages)
        {
            using var released = await host.Client.PostAsync(
                $"api/release/{message["wait ".Length..]}",
                null,
                TestContext.Current.CancellationToken
            );
        }

        await Until.TrueAsync(async () => await orders.CountAsync() == 0);
        Assert.DoesNotContain(await orders.SeenAsync(), what => what.StartsWith("OnPoison", StringComparison.Ordinal));

        Task UntilReceivedAsync(int tries) =>
            Until.TrueAsync(async () =>
            {
                var seen = await orders.SeenAsync();
                return messages.All(message => seen.Contains($"Receive {message} {tries}"));
            });
    }

    [Fact]
    public async Task Host_Killed_TheWorkerEndsToo()
    {
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(azurite.NewAccount()));
        var worker = await host.WorkerIdAsync();
        Assert.True(await HostProcess.IsRunningAsync(worker));

        await HostProcess.SignalAsync("KILL", host.Id);

        await Until.TrueAsync(async () => !await HostProcess.IsRunningAsync(worker));
    }
}
