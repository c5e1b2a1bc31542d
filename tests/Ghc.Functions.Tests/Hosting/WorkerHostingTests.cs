using Ghc.Functions.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>Defaults of the worker that the app corrects.</summary>
public sealed class WorkerHostingTests(Azurite azurite)
{
    [Fact]
    public async Task HostIsKilled_WorkerStops_AndThoseOfOtherHostsRunOn()
    {
        await using var orphan = new GhcApp(azurite);
        await using var other = new GhcApp(azurite);
        (await orphan.CreateClient().GetAsync("api/keys", token: null)).Expect(200);
        (await other.CreateClient().GetAsync("api/keys", token: null)).Expect(200);
        var stopping = orphan.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

        orphan.KillHost();

        await Wait.UntilAsync(() => stopping.IsCancellationRequested);
        Assert.Contains(
            orphan.Logs.Lines,
            line =>
                line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains("The stream from the Functions host ended", StringComparison.Ordinal)
        );
        Assert.False(other.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        (await other.CreateClient().GetAsync("api/keys", token: null)).Expect(200);
    }

    [Fact]
    public async Task DataProtection_KeepsNoKeysOnDisk()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();

        Assert.IsType<EphemeralDataProtectionProvider>(app.Services.GetRequiredService<IDataProtectionProvider>());
        Assert.DoesNotContain(
            app.Services.GetServices<IHostedService>(),
            service => service.GetType().Assembly == typeof(IDataProtectionBuilder).Assembly
        );
    }

    [Fact]
    public async Task Server_NamesNoProduct()
    {
        await using var app = new GhcApp(azurite);

        Assert.False(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.AddServerHeader);
    }
}
