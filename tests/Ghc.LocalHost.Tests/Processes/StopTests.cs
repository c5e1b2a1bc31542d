using System.Net;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Processes;

/// <summary>A host that is stopped lets what runs finish.</summary>
public sealed class StopTests(Azurite azurite)
{
    [Fact]
    public async Task Host_Terminated_FinishesTheCallInFlight()
    {
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(azurite.NewAccount()));
        var worker = await host.WorkerIdAsync();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "go");
        var call = host.Client.GetAsync($"api/wait-for-file?path={file}", TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => File.Exists(file + ".running"));

        await HostProcess.SignalAsync("TERM", host.Id);
        await Until.TrueAsync(async () => await IsRefusedAsync(host));
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        using var answer = await call;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("done", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.False(await HostProcess.IsRunningAsync(worker));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Host_StoppedWithAMessage_FinishesItAndReceivesNoMore(string signal)
    {
        var account = azurite.NewAccount();
        var orders = new Orders(account);
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(account));
        var worker = await host.WorkerIdAsync();
        await orders.SendAsync("wait stop");
        await orders.UntilSeenAsync("Receive wait stop 1");

        // A terminal sends Ctrl+C to all its processes.
        await HostProcess.SignalAsync("INT", worker);
        await HostProcess.SignalAsync(signal, host.Id);
        await Until.TrueAsync(() => host.Output.Contains("Stopping", StringComparison.Ordinal));
        using var released = await host.Client.PostAsync("api/release/stop", null, TestContext.Current.CancellationToken);

        Assert.Equal(0, await host.ExitCodeAsync());
        await orders.SendAsync("after the stop");
        Assert.Contains("Released wait stop", await orders.SeenAsync());
        Assert.Equal(["after the stop"], await orders.VisibleAsync());
        Assert.Equal(1, await orders.CountAsync());
    }

    [Fact]
    public async Task Host_StoppedWithAFunctionThatHangs_CancelsItAfterTheDrainPeriod_AndItsMessageComesBack()
    {
        var account = azurite.NewAccount();
        var orders = new Orders(account);
        await using var host = await HostProcess.StartAsync(SampleApp.Settings(account), "--drain-seconds", "1");
        await orders.SendAsync("hang");
        await orders.UntilSeenAsync("Receive hang 1");

        await HostProcess.SignalAsync("TERM", host.Id);

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Equal(["hang"], await orders.VisibleAsync());
    }

    private static async Task<bool> IsRefusedAsync(HostProcess host)
    {
        try
        {
            using var answer = await host.Client.GetAsync("api/process", TestContext.Current.CancellationToken);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
