using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Queues;

/// <summary>
/// Takes messages from one queue in batches and hands each to its run, for as long as the host lives. Up to
/// <c>batchSize + newBatchThreshold</c> messages run at once. Storage that goes away is waited for, however long it takes.
/// </summary>
internal sealed partial class QueuePump(
    QueueClient queue, QueueSettings settings, QueueMessageRun run, TimeProvider time, ILogger<QueuePump> logger)
{
    private readonly HashSet<Task> running = [];
    private Sight sight = Sight.Clear;

    private enum Sight
    {
        Clear,
        NoQueue,
        NoStorage,
    }

    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var pause = new PollingPause(settings.MaxPollingInterval);
        while (!stop.IsCancellationRequested)
        {
            var messages = await ReceiveAsync();
            if (messages.Length == 0)
            {
                await Task.Delay(pause.Next(), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            pause.Reset();
            foreach (var message in messages)
                running.Add(Task.Run(() => stop.IsCancellationRequested ? run.ReleaseAsync(message) : run.RunAsync(message, abandon), CancellationToken.None));
            await RoomForABatchAsync();
        }
        await Task.WhenAll(running);
    }

    private async Task RoomForABatchAsync()
    {
        running.RemoveWhere(t => t.IsCompleted);
        while (running.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(running);
            running.RemoveWhere(t => t.IsCompleted);
        }
    }

    /// <summary>Never canceled: an answer thrown away would hide its messages for the time of a whole lease.</summary>
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            var messages = await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lease, CancellationToken.None);
            if (Turned(Sight.Clear))
                LogBack(queue.Name);
            return messages.Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            if (Turned(Sight.NoQueue))
                LogNoQueue(queue.Name);
        }
        catch (Exception e)
        {
            // The outermost guard of the pump: transport, credentials, anything. It is the only reader of its queue and must outlive them all.
            if (Turned(Sight.NoStorage))
                LogNoStorage(e, queue.Name);
        }
        return [];
    }

    /// <summary>Whether this is news; an outage is logged when it begins and when it ends, not at every poll.</summary>
    private bool Turned(Sight now)
    {
        var turned = sight != now;
        sight = now;
        return turned;
    }

    [LoggerMessage(LogLevel.Information, "Queue is being read again. Queue: {Queue}")]
    private partial void LogBack(string queue);

    [LoggerMessage(LogLevel.Warning, "Queue does not exist, waiting for it. Queue: {Queue}")]
    private partial void LogNoQueue(string queue);

    [LoggerMessage(LogLevel.Warning, "Queue cannot be read, trying on. Queue: {Queue}")]
    private partial void LogNoStorage(Exception exception, string queue);
}
