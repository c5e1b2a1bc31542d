using System.Net;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Http;

public sealed class FunctionTimeoutTests(Azurite azurite)
{
    [Fact]
    public async Task Function_OverItsTimeout_IsCancelled_AndTheWorkerReplacedIfThatDoesNotEndIt()
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings["AzureFunctionsJobHost__functionTimeout"] = "00:00:02";
        await using var host = await RunningHost.StartAsync(settings);
        // The first call of a process can take longer than the timeout.
        await Until.TrueAsync(async () =>
            (await host.Client.GetAsync("api/process", TestContext.Current.CancellationToken)).IsSuccessStatusCode
        );
        var worker = await host.GetAsync("api/process");

        using var cancelled = await host.Client.GetAsync("api/hang", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, cancelled.StatusCode);
        Assert.Equal(worker, await host.GetAsync("api/process"));

        using var stuck = await host.Client.GetAsync("api/hang-forever", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadGateway, stuck.StatusCode);
        await Until.TrueAsync(async () =>
            (await host.Client.GetAsync("api/process", TestContext.Current.CancellationToken)).IsSuccessStatusCode
        );
        Assert.NotEqual(worker, await host.GetAsync("api/process"));
    }
}
