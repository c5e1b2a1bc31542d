using Ghc.Storage.Emulation;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalHost.Tests.Support;

/// <summary>A host in this process, with the worker in a process of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly LocalHost host;
    private readonly ILoggerFactory logging;

    private RunningHost(LocalHost host, ILoggerFactory logging, Uri site) =>
        (this.host, this.logging, Client) = (host, logging, new HttpClient { BaseAddress = site });

    public HttpClient Client { get; }

    public static async Task<RunningHost> StartAsync(Dictionary<string, string> settings, bool localTexts = false)
    {
        var logging = LoggerFactory.Create(_ => { });
        var options = new LocalHostOptions(FreePorts.Take(), localTexts, TimeSpan.FromSeconds(30));
        return new RunningHost(
            await LocalHost.StartAsync(SampleApp.Open(settings), options, logging, TestContext.Current.CancellationToken),
            logging,
            options.Site
        );
    }

    public async Task<string> GetAsync(string path) => await Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        logging.Dispose();
    }
}
