using Ghc.LocalWorker.Queues;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalWorker;

/// <summary>
/// The part of <c>host.json</c> that applies on one machine, with the defaults of the real host. Any value can be overridden by
/// configuration below <c>AzureFunctionsJobHost</c>, as in Azure
/// (https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values).
/// </summary>
internal sealed record HostSettings(string RoutePrefix, QueueSettings Queues)
{
    public static HostSettings Read(IConfiguration configuration)
    {
        var named = configuration["LocalWorker:HostJson"];
        var file = Path.GetFullPath(named ?? "host.json", AppContext.BaseDirectory);
        var host = new ConfigurationBuilder()
            .AddJsonFile(file, optional: named is null)
            .AddConfiguration(configuration.GetSection("AzureFunctionsJobHost"))
            .Build();
        return new(host["extensions:http:routePrefix"] ?? "api", ReadQueues(host.GetSection("extensions:queues"), configuration));
    }

    private static QueueSettings ReadQueues(IConfigurationSection queues, IConfiguration configuration)
    {
        var batchSize = queues.GetValue("batchSize", 16);
        return new QueueSettings
        {
            BatchSize = batchSize,
            NewBatchThreshold = queues.GetValue("newBatchThreshold", batchSize / 2),
            MaxDequeueCount = queues.GetValue("maxDequeueCount", 5),
            VisibilityTimeout = queues.GetValue("visibilityTimeout", TimeSpan.Zero),
            MaxPollingInterval = queues.GetValue("maxPollingInterval", TimeSpan.FromMinutes(1)),
            Base64 = IsBase64(queues["messageEncoding"] ?? "base64"),
            Lease = configuration.GetValue("LocalWorker:QueueLease", TimeSpan.FromMinutes(10)),
        }.Checked();
    }

    private static bool IsBase64(string encoding) => encoding.ToUpperInvariant() switch
    {
        "BASE64" => true,
        "NONE" => false,
        _ => throw new InvalidOperationException($"host.json: messageEncoding is \"{encoding}\" but must be base64 or none."),
    };
}

/// <summary>How queues are read; see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json.</summary>
internal sealed record QueueSettings
{
    /// <summary>Messages taken at once, at most 32, the limit of the service.</summary>
    public required int BatchSize { get; init; }

    /// <summary>A next batch is taken when no more than this many messages of a queue are running.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>Tries before a message goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>How long a message rests after a failed try.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    public required TimeSpan MaxPollingInterval { get; init; }

    public required bool Base64 { get; init; }

    /// <summary>How long a received message belongs to this host; renewed at half time while its function runs.</summary>
    public required TimeSpan Lease { get; init; }

    public QueueSettings Checked()
    {
        Require(BatchSize is >= 1 and <= 32, "batchSize must be from 1 to 32");
        Require(NewBatchThreshold >= 0, "newBatchThreshold must not be negative");
        Require(MaxDequeueCount >= 1, "maxDequeueCount must be at least 1");
        Require(VisibilityTimeout >= TimeSpan.Zero && VisibilityTimeout <= TimeSpan.FromDays(7), "visibilityTimeout must be from 0 to 7 days");
        Require(MaxPollingInterval >= PollingPause.Shortest, "maxPollingInterval must be at least 100 ms");
        Require(Lease >= TimeSpan.FromSeconds(1) && Lease <= TimeSpan.FromDays(7), "the queue lease must be from 1 second to 7 days");
        return this;
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new InvalidOperationException($"host.json, extensions.queues: {rule}.");
    }
}
