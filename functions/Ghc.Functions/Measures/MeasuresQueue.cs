using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Measures;

/// <summary>Ours: what two officers signed is to be done, or to go on from its checkpoint.</summary>
public sealed record MeasureMessage(string Schema, string MeasureId)
{
    public const string SchemaName = "ghc.measure.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Has measures carried out.</summary>
public sealed class MeasuresQueue(QueueSender sender)
{
    /// <param name="delay">Not before it has passed.</param>
    public Task SendAsync(string measureId, CancellationToken cancellation, TimeSpan delay = default) =>
        sender.SendAsync(
            QueueNames.Measures,
            measureId,
            new MeasureMessage(MeasureMessage.SchemaName, measureId) { Traceparent = Instrumentation.Traceparent },
            MeasuresJson.Types.MeasureMessage,
            cancellation,
            delay
        );
}
