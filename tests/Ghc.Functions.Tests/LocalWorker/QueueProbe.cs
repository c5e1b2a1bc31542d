using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Ghc.Functions.Tests.LocalWorker;

/// <summary>A queue, its poison queue, and a function on it whose behavior a test sets.</summary>
internal sealed class QueueProbe(string connection)
{
    public const string QueueName = "work";

    private int running;
    private int mostRunning;

    public Func<string, CancellationToken, Task> Behavior { get; set; } = (_, _) => Task.CompletedTask;

    public ConcurrentQueue<(string Body, TimeSpan At)> Runs { get; } = new();

    public int MostRunning => Volatile.Read(ref mostRunning);

    public QueueClient Queue { get; } = new(connection, QueueName);

    public QueueClient Poison { get; } = new(connection, QueueName + "-poison");

    public FunctionsApplicationBuilder Builder() => WorkerHost.Builder(typeof(WorkFunction))
        .With(this)
        .With("DataStorage", connection)
        .With("AzureFunctionsJobHost:extensions:queues:maxPollingInterval", "00:00:00.2")
        .With("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00");

    public async Task SendAsync(params IEnumerable<string> texts)
    {
        await Queue.CreateIfNotExistsAsync();
        foreach (var text in texts)
            await Queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Counts hidden messages too, so zero means that every message was deleted.</summary>
    public async Task<bool> QueueIsEmptyAsync() => (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0;

    public async Task<PeekedMessage?> PoisonedAsync()
    {
        if (!await Poison.ExistsAsync())
            return null;
        return (await Poison.PeekMessageAsync()).Value;
    }

    public async Task RunAsync(string body, CancellationToken cancellation)
    {
        Runs.Enqueue((body, Stopwatch.GetElapsedTime(0)));
        var now = Interlocked.Increment(ref running);
        InterlockedMax(now);
        try
        {
            await Behavior(body, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private void InterlockedMax(int now)
    {
        for (var most = mostRunning; now > most; most = mostRunning)
            Interlocked.CompareExchange(ref mostRunning, now, most);
    }
}

public sealed class WorkFunction(IServiceProvider services)
{
    [Function("Work")]
    public Task Run([QueueTrigger(QueueProbe.QueueName, Connection = "DataStorage")] string message, CancellationToken cancellation) =>
        ((QueueProbe)services.GetService(typeof(QueueProbe))!).RunAsync(message, cancellation);
}
