using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalWorker.Queues;

/// <summary>
/// Finds the storage account that a trigger's <c>Connection</c> names: <c>X</c>, <c>ConnectionStrings:X</c> or <c>AzureWebJobsX</c> with a
/// connection string, else <c>X:queueServiceUri</c> (or <c>X:accountName</c>) with the identity of the machine.
/// </summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    private const string Default = "Storage";

    private readonly Lazy<TokenCredential> identity = new(() => new DefaultAzureCredential());

    public QueueClient Queue(string? connection, string queue, int retries)
    {
        // Bodies are handled as text and decoded by the run itself: the SDK would drop what it cannot decode, and poison must stay unchanged.
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        options.Retry.MaxRetries = retries;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        var name = connection ?? Default;
        if (ConnectionString(name) is { Length: > 0 } text)
            return new QueueClient(text, queue, options);
        if (ServiceUri(name) is { } service)
            return new QueueClient(new Uri($"{service.AbsoluteUri.TrimEnd('/')}/{queue}"), identity.Value, options);
        throw new InvalidOperationException(
            $"The queue {queue} needs the storage connection {name}: set {name} to a connection string or {name}__queueServiceUri to the address of the service.");
    }

    private string? ConnectionString(string name) =>
        configuration[name] ?? configuration.GetConnectionString(name) ?? configuration["AzureWebJobs" + name];

    private Uri? ServiceUri(string name) =>
        new[] { name, "AzureWebJobs" + name }.Select(configuration.GetSection).Select(section =>
            section["queueServiceUri"] is { Length: > 0 } uri ? new Uri(uri)
            : section["accountName"] is { Length: > 0 } account ? new Uri($"https://{account}.queue.core.windows.net")
            : null).FirstOrDefault(uri => uri is not null);
}
