using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Hosting;

/// <summary>
/// Wraps the functions of queues. Takes each message out of its encoding, and keeps an outage from being counted as a bad message: the host
/// gives a message up after a few tries, so a message that failed because something was away is sent again as a new one, until the outage
/// ends (docs/adr/0016-an-outage-is-not-poison.md).
/// </summary>
public sealed partial class QueueMessageMiddleware(StorageClients clients, ILogger<QueueMessageMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    /// <summary>Often enough to be done within a minute after the outage, and seldom enough not to prolong it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, string?> queues = new();

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (QueueOf(context.FunctionDefinition) is not { } queue)
        {
            await next(context);
            return;
        }

        var trigger = context.FunctionDefinition.InputBindings.Values.Single(binding => binding.Type == "queueTrigger");
        var input = await context.BindInputAsync<string>(trigger);
        var raw = input.Value ?? "";
        if (QueueText.Of(raw).Text is not { } text)
        {
            await clients
                .RawQueue(QueueNames.PoisonOf(queue))
                .SendMessageAsync(raw, timeToLive: QueueSender.Forever, cancellationToken: context.CancellationToken);
            LogNotText(queue);
            return;
        }

        input.Value = text;
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested && Outage.Caused(failure))
        {
            LogWaits(failure, queue);
            await clients.RawQueue(queue).SendMessageAsync(raw, Delay(), QueueSender.Forever, CancellationToken.None);
        }
    }

    private static TimeSpan Delay() => Pause + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)Jitter.TotalMilliseconds));

    /// <summary>Null for a function that has no queue.</summary>
    private string? QueueOf(FunctionDefinition function) =>
        queues.GetOrAdd(
            function.Id,
            (_, definition) =>
                definition
                    .Parameters.SelectMany(parameter => parameter.Properties.Values)
                    .OfType<QueueTriggerAttribute>()
                    .FirstOrDefault()
                    ?.QueueName,
            function
        );

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message waits for the end of an outage. Queue: {Queue}")]
    private partial void LogWaits(Exception failure, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message set aside: its bytes are no text. Queue: {Queue}")]
    private partial void LogNotText(string queue);
}
