using System.Diagnostics.Metrics;
using Azure;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Hosting;

namespace Ghc.Platform.Queues;

/// <summary>
/// How many messages wait in each poison queue, or were kept out of it. An exporter asks without waiting, so it is told the last reading,
/// and a new one is begun when that is a minute old. Nobody asks, nothing is read.
/// </summary>
public sealed class PoisonGauge(StorageClients clients, PoisonTable table, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private IReadOnlyList<Measurement<long>> last = [];
    private DateTimeOffset begun = DateTimeOffset.MinValue;
    private Task reading = Task.CompletedTask;

    public IReadOnlyList<Measurement<long>> Observe()
    {
        lock (gate)
        {
            if (reading.IsCompleted && clock.GetUtcNow() - begun >= Age)
            {
                begun = clock.GetUtcNow();
                reading = Task.Run(ReadAsync);
            }

            return last;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Instrumentation.ObservePoison(Observe);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ReadAsync()
    {
        var counts = await Task.WhenAll(QueueNames.All.Select(CountAsync));
        lock (gate)
        {
            last = [.. counts.OfType<Measurement<long>>()];
        }
    }

    /// <summary>Null if storage does not say: no reading beats a wrong one, and another alert watches storage.</summary>
    private async Task<Measurement<long>?> CountAsync(string queue)
    {
        try
        {
            var poison = QueueNames.PoisonOf(queue);
            var properties = await clients.Queue(poison).GetPropertiesAsync();
            var kept = await table.ListAsync(queue, CancellationToken.None);
            return new Measurement<long>(
                properties.Value.ApproximateMessagesCount + kept.Count,
                new KeyValuePair<string, object?>("queue", poison)
            );
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            return null;
        }
    }
}
