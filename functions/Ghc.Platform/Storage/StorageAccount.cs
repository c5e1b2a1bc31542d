using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Ghc.Platform.Storage;

/// <summary>One data account: a connection string, or <c>tableServiceUri</c> and <c>queueServiceUri</c> with the app's identity.</summary>
public sealed class StorageAccount
{
    private readonly QueueServiceClient queues;
    private readonly QueueServiceClient rawQueues;

    /// <param name="transport">Where requests go in the end; null for the network.</param>
    public StorageAccount(
        IConfigurationSection settings,
        string? clientId,
        IEnumerable<HttpPipelinePolicy> policies,
        HttpPipelineTransport? transport
    )
    {
        var tableOptions = With(new TableClientOptions(), policies, transport);
        var queueOptions = With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, policies, transport);
        var rawOptions = With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }, policies, transport);
        if (settings.Value is { Length: > 0 } connectionString)
        {
            Tables = new TableServiceClient(connectionString, tableOptions);
            queues = new QueueServiceClient(connectionString, queueOptions);
            rawQueues = new QueueServiceClient(connectionString, rawOptions);
            return;
        }

        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
        Tables = new TableServiceClient(ServiceUri(settings, "tableServiceUri"), credential, tableOptions);
        queues = new QueueServiceClient(ServiceUri(settings, "queueServiceUri"), credential, queueOptions);
        rawQueues = new QueueServiceClient(ServiceUri(settings, "queueServiceUri"), credential, rawOptions);
    }

    public string Name => Tables.AccountName;

    public TableServiceClient Tables { get; }

    /// <summary>Whether this is a storage emulator on this machine. Azure never is: it has no service on a loopback address.</summary>
    public bool IsEmulator => Tables.Uri.IsLoopback && queues.Uri.IsLoopback;

    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    public IAsyncEnumerable<string> QueueNamesAsync(CancellationToken cancellation) =>
        queues.GetQueuesAsync(cancellationToken: cancellation).Select(queue => queue.Name);

    /// <summary>Reads all keys, a page in memory.</summary>
    public ValueTask<long> CountRowsAsync(string table, CancellationToken cancellation) =>
        Tables
            .GetTableClient(table)
            .QueryAsync<TableEntity>(maxPerPage: 1000, select: ["PartitionKey"], cancellationToken: cancellation)
            .LongCountAsync(cancellation);

    /// <summary>Messages as they lie there: one that is not base64 cannot be read otherwise.</summary>
    public QueueClient RawQueue(string name) => rawQueues.GetQueueClient(name);

    /// <summary>Fails if the table does not answer.</summary>
    public Task CheckTableAsync(string name, CancellationToken cancellation) =>
        Tables.GetTableClient(name).GetEntityIfExistsAsync<TableEntity>("health", "none", cancellationToken: cancellation);

    /// <summary>Fails if the queue does not answer.</summary>
    public Task CheckQueueAsync(string name, CancellationToken cancellation) => Queue(name).GetPropertiesAsync(cancellation);

    private static Uri ServiceUri(IConfigurationSection settings, string name) =>
        settings.GetValue<Uri>(name)
        ?? throw new InvalidOperationException(
            $"Set {settings.Path}, or {settings.Path}:tableServiceUri and {settings.Path}:queueServiceUri."
        );

    private static TOptions With<TOptions>(TOptions options, IEnumerable<HttpPipelinePolicy> policies, HttpPipelineTransport? transport)
        where TOptions : ClientOptions
    {
        // People wait at a gate: quick tries beat a patient one, and all four are over before Front Door gives up after 30 seconds.
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(6);
        if (transport is not null)
        {
            options.Transport = transport;
        }

        options.AddPolicy(new SendCount(), HttpPipelinePosition.PerRetry);
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        return options;
    }
}
