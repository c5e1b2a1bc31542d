using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Holders;

/// <summary>Ours: the facts of a document changed, so its color may have.</summary>
public sealed record RecomputeColorMessage(string Schema, string DocumentKey, string Cause)
{
    public const string SchemaName = "ghc.recompute-color.v1";

    /// <summary>When the laboratory reported, if a result is the cause: how long it took to count is measured from here.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }

    public static RecomputeColorMessage For(string documentKey, string cause) => new(SchemaName, documentKey, cause);
}

/// <summary>Asks for recomputations of a document's color.</summary>
public sealed class RecomputeQueue(QueueSender sender)
{
    /// <param name="reportedAt">When the laboratory reported, if a result is the cause.</param>
    /// <param name="delay">Not before it has passed.</param>
    public Task SendAsync(
        string documentKey,
        string cause,
        CancellationToken cancellation,
        DateTimeOffset? reportedAt = null,
        TimeSpan delay = default
    ) =>
        sender.SendAsync(
            QueueNames.RecomputeColors,
            documentKey,
            RecomputeColorMessage.For(documentKey, cause) with
            {
                ReportedAt = reportedAt,
                Traceparent = Instrumentation.Traceparent,
            },
            HoldersJson.Types.RecomputeColorMessage,
            cancellation,
            delay
        );
}
