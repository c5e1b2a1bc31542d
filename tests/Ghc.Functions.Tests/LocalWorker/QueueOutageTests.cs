using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class QueueOutageTests : IAsyncLifetime
{
    private readonly Azurite own = new();

    public ValueTask InitializeAsync() => ((IAsyncLifetime)own).InitializeAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)own).DisposeAsync();

    [Fact]
    public async Task Storage_GoneAndBack_PumpGoesOn()
    {
        var probe = new QueueProbe(own.NewAccount());
        await probe.SendAsync("before");
        using var host = await probe.Builder().StartAsync();
        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        await own.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await own.StartAsync();
        await probe.SendAsync("after");

        await WorkerHost.EventuallyAsync(() => probe.Runs.Count == 2);
        Assert.Equal(["before", "after"], probe.Runs.Select(r => r.Body));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
