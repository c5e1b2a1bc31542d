using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Ghc.Platform.Telemetry;

/// <summary>
/// Decides which traces are exported: what the caller decided, else a share of the traces (<c>Telemetry:SampleRatio</c>, by default all).
/// Every lab message is exported. What is not to be exported is still recorded, so that a span that fails can be
/// (<see cref="SpanProcessor"/>).
/// </summary>
/// <remarks>A span of the share says how large the share is: Application Insights multiplies its counts by that.</remarks>
public sealed class TraceSampler(double ratio) : Sampler
{
    /// <summary>Percent of the traces, as the sampler of Azure Monitor's exporter names it; 100 for what is exported anyway.</summary>
    public const string SampleRate = "microsoft.sample_rate";

    private const double All = 100;

    /// <summary>Functions whose work is followed one by one.</summary>
    public static readonly IReadOnlySet<string> Always = new HashSet<string> { "IngestLabResults", "HandInResults" };

    private static readonly SamplingResult Record = new(SamplingDecision.RecordOnly);
    private static readonly SamplingResult Export = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult ExportAnyway = Counting(All);
    private static readonly SamplingResult Nothing = new(SamplingDecision.Drop);

    private readonly TraceIdRatioBasedSampler share = new(ratio);
    private readonly SamplingResult exportOfShare = Counting(ratio * All);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (Always.Contains(FunctionOf(samplingParameters.Name)))
        {
            return ExportAnyway;
        }

        if (samplingParameters.ParentContext.TraceId != default)
        {
            return samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? Export : Record;
        }

        // A call that belongs to no work: somebody looks whether a queue has something, or fetches a token.
        return samplingParameters.Kind == ActivityKind.Client ? Nothing
            : share.ShouldSample(samplingParameters).Decision == SamplingDecision.RecordAndSample ? exportOfShare
            : Record;
    }

    /// <summary>The worker's span of an invocation is called "function NAME".</summary>
    private static string FunctionOf(string span) => span.Split(' ')[^1];

    private static SamplingResult Counting(double percent) => new(SamplingDecision.RecordAndSample, [new(SampleRate, percent)]);
}
