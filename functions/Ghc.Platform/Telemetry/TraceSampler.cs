using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Ghc.Platform.Telemetry;

/// <summary>
/// Decides which traces are exported: what the caller decided, else a share of the traces (<c>Telemetry:SampleRatio</c>, by default all). Every lab message is exported. What is
/// not to be exported is still recorded, so that a span that fails can be (<see cref="SpanProcessor"/>).
/// </summary>
public sealed class TraceSampler(double ratio) : Sampler
{
    /// <summary>Functions whose work is followed one by one.</summary>
    public static readonly IReadOnlySet<string> Always = new HashSet<string> { "IngestLabResults", "HandInResults" };

    private static readonly SamplingResult Record = new(SamplingDecision.RecordOnly);
    private static readonly SamplingResult Export = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult Nothing = new(SamplingDecision.Drop);

    private readonly TraceIdRatioBasedSampler share = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (Always.Contains(samplingParameters.Name))
        {
            return Export;
        }

        if (samplingParameters.ParentContext.TraceId != default)
        {
            return samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? Export : Record;
        }

        // A call that belongs to no work: somebody looks whether a queue has something, or fetches a token.
        return samplingParameters.Kind == ActivityKind.Client ? Nothing
            : share.ShouldSample(samplingParameters).Decision == SamplingDecision.RecordAndSample ? Export : Record;
    }
}
