using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Policies;

/// <summary>Ours: one range of a sweep is to be worked on.</summary>
public sealed record SweepRangeMessage(string Schema, string SweepId, string Prefix)
{
    public const string SchemaName = "ghc.sweep-range.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Has ranges of sweeps worked on.</summary>
public sealed class SweepsQueue(QueueSender sender)
{
    /// <param name="delay">Not before it has passed, or what a queue can hide a message for: the sweeper sends again what came too
    /// early.</param>
    public Task SendAsync(string sweepId, string prefix, TimeSpan delay, CancellationToken cancellation) =>
        sender.SendAsync(
            QueueNames.SweepRanges,
            prefix,
            new SweepRangeMessage(SweepRangeMessage.SchemaName, sweepId, prefix) { Traceparent = Instrumentation.Traceparent },
            PoliciesJson.Types.SweepRangeMessage,
            cancellation,
            delay < QueueSender.LongestDelay ? delay : QueueSender.LongestDelay
        );
}
