using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Local;

/// <summary>Creates tables and queues on one machine; in Azure the templates do.</summary>
public sealed class LocalStorage(StorageClients clients) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var table in TableNames.All)
        {
            await clients.Tables.CreateTableIfNotExistsAsync(table, cancellationToken);
        }

        foreach (var queue in QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }))
        {
            await clients.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
