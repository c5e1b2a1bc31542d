using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Local;

/// <summary>Creates tables and queues on one machine, if they are not there; in Azure the templates do.</summary>
public sealed class LocalStorage(StorageClients clients) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(
        clients.Accounts.SelectMany(account => new[] { CreateTablesAsync(account, cancellationToken), CreateQueuesAsync(account, cancellationToken) }));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task CreateTablesAsync(StorageAccount account, CancellationToken cancellation)
    {
        var known = await account.Tables.QueryAsync(cancellationToken: cancellation).Select(table => table.Name).ToHashSetAsync(cancellationToken: cancellation);
        foreach (var table in TableNames.All.Except(known))
        {
            await account.Tables.CreateTableIfNotExistsAsync(table, cancellation);
        }
    }

    private static async Task CreateQueuesAsync(StorageAccount account, CancellationToken cancellation)
    {
        var known = await account.QueueNamesAsync(cancellation).ToHashSetAsync(cancellationToken: cancellation);
        foreach (var queue in QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }).Except(known))
        {
            await account.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation);
        }
    }
}
