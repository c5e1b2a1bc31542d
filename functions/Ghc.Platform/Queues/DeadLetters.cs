using Ghc.Domain;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Queues;

/// <summary>Dead-letters messages that no retry would help. The body stays unchanged; the reason is recorded first, so that no message is without one.</summary>
public sealed partial class DeadLetters(StorageClients clients, PoisonTable poison, TimeProvider clock, ILogger<DeadLetters> logger)
{
    public async Task PutAsync(string queue, string message, Refusal why, CancellationToken cancellation)
    {
        var reason = string.Join("; ", why.Errors.Select(error => $"{Plain(error.Field)}: {error.Problem}").Prepend(why.Code));
        await poison.PutAsync(queue, message, reason, clock.GetUtcNow(), cancellation);
        await clients.Queue(QueueNames.PoisonOf(queue)).SendMessageAsync(message, timeToLive: QueueSender.Forever, cancellationToken: cancellation);
        LogPutAside(queue, why.Code);
    }

    /// <summary>An unknown member may have any name; it must not be taken for more than one field of a reason.</summary>
    private static string Plain(string field) => string.Concat(field.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']' or '-' ? c : '_'));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message put aside. Queue: {Queue}, reason: {Code}")]
    private partial void LogPutAside(string queue, string code);
}
