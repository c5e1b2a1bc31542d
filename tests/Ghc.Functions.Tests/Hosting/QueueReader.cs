using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Ghc.Functions.Tests.Support;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Protocol;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>
/// Hands the messages of one queue to its function, with the retries and the poison queue of host.json, whenever somebody rings for the
/// queue: right after a message was sent, and once more when a hidden one becomes visible.
/// </summary>
internal sealed class QueueReader : IAsyncDisposable
{
    private const int BatchSize = 16;
    private const int MaxDequeueCount = 5;

    /// <summary>As the listener of the WebJobs SDK.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private readonly string function;
    private readonly InProcessHost host;
    private readonly TimeSpan pause;
    private readonly QueueClient queue;
    private readonly QueueClient poison;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim bell = new(1);
    private readonly Task reading;

    public QueueReader(string account, FunctionMetadata function, InProcessHost host, AppSettings settings)
    {
        this.function = function.Name;
        this.host = host;
        pause = TimeSpan.Parse(
            settings.Values["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"],
            System.Globalization.CultureInfo.InvariantCulture
        );
        queue = new QueueClient(account, function.Trigger.QueueName);
        poison = new QueueClient(account, function.Trigger.QueueName + "-poison");
        QueueBells.Add(queue.Uri, Ring);
        reading = Task.Run(ReadAsync);
    }

    public async ValueTask DisposeAsync()
    {
        QueueBells.Remove(queue.Uri, Ring);
        await stop.CancelAsync();
        await reading;
        stop.Dispose();
    }

    private void Ring(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            bell.Release();
            return;
        }

        // Storage keeps the time of hidden messages, so this is real time whatever the test's clock says.
        _ = Task.Delay(delay + TimeSpan.FromMilliseconds(20), CancellationToken.None)
            .ContinueWith(_ => bell.Release(), TaskScheduler.Default);
    }

    private async Task ReadAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(stop.Token);
                while (bell.Wait(0, CancellationToken.None))
                {
                    // One look at the queue answers all who rang before it.
                }

                // Not cancelled by the end: a batch whose answer is thrown away would stay hidden for the length of the lease.
                QueueMessage[] messages;
                while (
                    !stop.IsCancellationRequested
                    && (messages = await queue.ReceiveMessagesAsync(BatchSize, Lease, CancellationToken.None)).Length > 0
                )
                {
                    await Task.WhenAll(messages.Select(RunAsync));
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is RequestFailedException or AggregateException or OperationCanceledException)
            {
                // The storage of this test is away, or its queues are: look again as often as the real host does.
                Ring(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private async Task RunAsync(QueueMessage message)
    {
        // Messages that were received are finished even while the app stops, as the real host does.
        if (await InvokeAsync(message.Body.ToString()))
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        else if (message.DequeueCount >= MaxDequeueCount)
        {
            await PoisonAsync(message);
        }
        else
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, pause, CancellationToken.None);
            Ring(pause);
        }
    }

    /// <summary>An app that stops in the middle has failed; its message must not stay hidden for the length of the lease.</summary>
    private async Task<bool> InvokeAsync(string message)
    {
        try
        {
            return await host.InvokeAsync(function, new TypedData { String = message }, CancellationToken.None);
        }
        catch (Exception fault) when (fault is Ghc.LocalHost.Workers.WorkerLostException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PoisonAsync(QueueMessage message)
    {
        await poison.SendMessageAsync(message.Body, cancellationToken: CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
    }
}
