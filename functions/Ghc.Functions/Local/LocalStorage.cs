using Azure.Core;
using Azure.Core.Pipeline;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Local;

/// <summary>
/// Creates tables and queues on one machine, if they are not there; in Azure the templates do. That goes on beside the opening of the port, which need not wait
/// for it: storage calls of requests do, being policy of all clients but its own. If it fails, the app does not start.
/// </summary>
public sealed class LocalStorage(IConfiguration configuration, HttpPipelineTransport? transport = null) : HttpPipelinePolicy, IHostedLifecycleService
{
    private Task there = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        there = Task.Run(() => CreateAsync(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Before queues are read: triggers start after this.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => there;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        there.IsCompletedSuccessfully ? ProcessNextAsync(message, pipeline) : ProcessLaterAsync(message, pipeline);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        there.WaitAsync(message.CancellationToken).GetAwaiter().GetResult();
        ProcessNext(message, pipeline);
    }

    private async ValueTask ProcessLaterAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await there.WaitAsync(message.CancellationToken);
        await ProcessNextAsync(message, pipeline);
    }

    private Task CreateAsync(CancellationToken cancellation) => Task.WhenAll(
        new StorageClients(configuration, [], transport).Accounts.SelectMany(account => new[] { CreateTablesAsync(account, cancellation), CreateQueuesAsync(account, cancellation) }));

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
