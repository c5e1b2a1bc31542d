using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Queues;

/// <summary>A pump for every queue function. Queues live in real time, even when a test gives the app another clock.</summary>
internal sealed class QueuePumps(
    FunctionCatalog catalog, HostSettings host, IConfiguration configuration, IServiceScopeFactory scopes, ILoggerFactory loggers)
    : TriggerService
{
    // Settling a message is worth several tries; receiving is not, because the pump itself comes back.
    private const int SettleRetries = 3;

    protected override IReadOnlyList<Task> Start(CancellationToken stop, CancellationToken abandon)
    {
        var connections = new StorageConnections(configuration);
        // Their first looks go beside the start, which need not wait for them.
        return [.. catalog.Queues.Select(f => Pump(f, connections)).ToList().Select(p => Task.Run(() => p.RunAsync(stop, abandon), CancellationToken.None))];
    }

    private QueuePump Pump(QueueFunction function, StorageConnections connections)
    {
        var queue = connections.Queue(function.Connection, function.Queue, SettleRetries);
        // A poison queue has no poison queue of its own.
        var poison = function.Queue.EndsWith(MessageBox.PoisonSuffix, StringComparison.Ordinal)
            ? null
            : connections.Queue(function.Connection, function.Queue + MessageBox.PoisonSuffix, SettleRetries);
        var box = new MessageBox(function.Name, queue, poison, loggers.CreateLogger<MessageBox>());
        var run = new QueueMessageRun(
            function.Name, new FunctionInvoker(function, scopes), box, host.Queues, TimeProvider.System, loggers.CreateLogger<QueueMessageRun>());
        return new QueuePump(
            connections.Queue(function.Connection, function.Queue, retries: 0), host.Queues, run, TimeProvider.System, loggers.CreateLogger<QueuePump>());
    }
}
