using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Local;

/// <summary>Creates tables and queues on one machine, if they are not there; in Azure the templates do.</summary>
public sealed class LocalStorage(StorageClients clients) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(CreateTablesAsync(cancellationToken), CreateQueuesAsync(cancellationToken));
    }

    private async Task CreateTablesAsync(CancellationToken cancellation)
    {
        var known = await clients.Tables.QueryAsync(cancellationToken: cancellation).Select(table => table.Name).ToHashSetAsync(cancellationToken: cancellation);
        foreach (var table in TableNames.All.Except(known))
        {
            await clients.Tables.CreateTableIfNotExistsAsync(table, cancellation);
        }
    }

    private async Task CreateQueuesAsync(CancellationToken cancellation)
    {
        var known = await clients.QueueNamesAsync(cancellation).ToHashSetAsync(cancellationToken: cancellation);
        foreach (var queue in QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }).Except(known))
        {
            await clients.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
