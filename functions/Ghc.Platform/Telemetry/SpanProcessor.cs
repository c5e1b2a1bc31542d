using System.Diagnostics;
using OpenTelemetry;

namespace Ghc.Platform.Telemetry;

/// <summary>
/// Last look at every span before it is exported: takes keys out of it, calls an answer that was expected no error, and has a span that
/// failed exported even if its trace is not. At its start a span takes over how many its trace stands for.
/// </summary>
public sealed class SpanProcessor : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.full", "url.path", "url.query", "http.url", "http.target", "http.route"];

    /// <summary>There already, gone already, changed by somebody else: storage's answers to questions that we ask on purpose.</summary>
    private static readonly HashSet<int> Expected = [404, 409, 412];

    public override void OnStart(Activity data)
    {
        if (
            data.Recorded
            && data.GetTagItem(TraceSampler.SampleRate) is null
            && data.Parent?.GetTagItem(TraceSampler.SampleRate) is { } rate
        )
        {
            data.SetTag(TraceSampler.SampleRate, rate);
        }
    }

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
        {
            if (data.GetTagItem(name) is string address)
            {
                data.SetTag(name, Redaction.Address(address));
            }
        }

        if (data.Kind == ActivityKind.Client && data.GetTagItem("http.response.status_code") is int status && Expected.Contains(status))
        {
            data.SetStatus(ActivityStatusCode.Unset);
            data.SetTag("error.type", null);
        }

        if (data.Status == ActivityStatusCode.Error)
        {
            data.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
            data.SetTag(TraceSampler.SampleRate, null);
            data.SetStatus(ActivityStatusCode.Error, data.StatusDescription is { } said ? Redaction.Text(said) : null);
        }
    }
}
