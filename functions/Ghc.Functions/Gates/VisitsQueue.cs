using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Gates;

/// <summary>Ours: one scan at a place.</summary>
public sealed record VisitMessage(string Schema, string Id, string PlaceId, string PlaceName, string DocumentKey, DateTimeOffset ScannedAt)
{
    public const string SchemaName = "ghc.visit.v1";

    /// <summary>A time near the scan that is the same for every scan that is the same visit, so that all of them are one row.</summary>
    public DateTimeOffset? KeyedAt { get; init; }

    /// <summary>
    /// Set for a code on paper that was read with network: it may have been revoked, so that nobody was let in. Not kept.
    /// </summary>
    public string? PrintId { get; init; }

    /// <summary>The phone key of the officer of a look-up, for other officers only.</summary>
    public string? By { get; init; }

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Hands visits to the function that records them.</summary>
public sealed class VisitsQueue(QueueSender sender)
{
    public Task SendAsync(VisitMessage visit, CancellationToken cancellation) =>
        sender.SendAsync(
            QueueNames.Visits,
            visit.DocumentKey,
            visit with
            {
                Traceparent = Instrumentation.Traceparent,
            },
            GatesJson.Types.VisitMessage,
            cancellation
        );
}
