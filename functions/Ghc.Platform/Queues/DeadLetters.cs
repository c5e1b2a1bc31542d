using System.Text;
using Ghc.Domain;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Queues;

/// <summary>
/// Dead-letters messages that no retry would help. The body stays unchanged; the reason is recorded first, so that no message is without
/// one.
/// </summary>
public sealed partial class DeadLetters(QueueSender sender, PoisonTable poison, TimeProvider clock, ILogger<DeadLetters> logger)
{
    public async Task PutAsync(string queue, string message, Refusal why, CancellationToken cancellation)
    {
        var reason = string.Join("; ", why.Errors.Select(error => $"{error.Field}: {error.Problem}").Prepend(why.Code));
        await poison.PutAsync(queue, message, reason, clock.GetUtcNow(), cancellation);
        await sender.PassOnAsync(QueueNames.PoisonOf(queue), Encoding.UTF8.GetBytes(message), cancellation);
        LogDeadLettered(queue, why.Code);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message dead-lettered. Queue: {Queue}, reason: {Code}")]
    private partial void LogDeadLettered(string queue, string code);
}
