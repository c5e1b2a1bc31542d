using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Poison;

/// <summary>
/// Takes messages out of the poison queues before those forget them, after seven days where the host put them, and has those tried once
/// more that the host gave up.
/// </summary>
public sealed partial class KeepPoison(PoisonReplay replay, ILogger<KeepPoison> logger)
{
    [Function(nameof(KeepPoison))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        LogKept(await replay.KeepAsync(int.MaxValue, cancellation));

    [LoggerMessage(Level = LogLevel.Information, Message = "Poison queues emptied. Moved: {Moved}")]
    private partial void LogKept(int moved);
}
