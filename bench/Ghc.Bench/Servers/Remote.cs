using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Bench.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Ghc.Bench.Servers;

/// <summary>What a process used since it started.</summary>
internal sealed record Usage(TimeSpan Cpu, long Allocated, long StorageCalls);

[JsonSerializable(typeof(Usage))]
internal sealed partial class RemoteJson : JsonSerializerContext;

/// <summary>
/// The string by which the harness holds a measured process: it tells its address, and its usage whenever it is asked, over its standard streams, so that the
/// measured HTTP pipeline holds nothing but what is measured. When the harness ends, so does it.
/// </summary>
internal sealed class Remote(IServer server, IHostApplicationLifetime lifetime, CallCounter calls) : BackgroundService
{
    public const string AddressMark = "@address ";
    public const string UsageMark = "@usage ";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Console.Out.WriteLineAsync(AddressMark + server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        while (await Console.In.ReadLineAsync(stoppingToken) is not null)
        {
            var usage = new Usage(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), calls.Value);
            await Console.Out.WriteLineAsync(UsageMark + JsonSerializer.Serialize(usage, RemoteJson.Default.Usage));
        }

        lifetime.StopApplication();
    }
}
