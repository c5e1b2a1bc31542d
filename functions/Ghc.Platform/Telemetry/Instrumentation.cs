using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ghc.Domain.Colors;
using Ghc.Platform.Json;

namespace Ghc.Platform.Telemetry;

/// <summary>Names of metrics; infra/names.json hands them to alerts and workbook, and a test compares the two.</summary>
public static class MetricNames
{
    public const string IngestLag = "ghc.ingest.lag";
    public const string ColorChanges = "ghc.color.changes";
    public const string Scans = "ghc.scans";
    public const string CodesIssued = "ghc.codes.issued";
    public const string SmsSent = "ghc.sms.sent";
    public const string SmsFailed = "ghc.sms.failed";
    public const string PositivesRefused = "ghc.lab.positives.refused";
    public const string Refusals = "ghc.refusals";
    public const string StaffLookUps = "ghc.staff.lookups";
    public const string PoisonMessages = "ghc.poison.messages";
    public const string AppealsDue = "ghc.appeals.due";
    public const string SweepProgress = "ghc.sweep.progress";
    public const string StorageCalls = "ghc.storage.calls";
}

/// <summary>
/// What the service tells of itself. Tags are names of functions, queues, colors and verdicts: nothing that belongs to a person, not even a
/// pseudonym. Without somebody who listens all of this costs a comparison.
/// </summary>
public static class Instrumentation
{
    public const string Name = "Ghc";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> IngestLag = Meter.CreateHistogram<double>(
        MetricNames.IngestLag,
        "s",
        "From the laboratory's report to the color that counts it"
    );

    private static readonly Counter<long> ColorChanges = Meter.CreateCounter<long>(
        MetricNames.ColorChanges,
        "{holder}",
        "Colors that facts or rules changed, by from and to"
    );
    private static readonly Counter<long> Scans = Meter.CreateCounter<long>(MetricNames.Scans, "{scan}", "Scans at gates, by verdict");
    private static readonly Counter<long> CodesIssued = Meter.CreateCounter<long>(MetricNames.CodesIssued, "{code}", "Health codes minted");
    private static readonly Counter<long> SmsSent = Meter.CreateCounter<long>(
        MetricNames.SmsSent,
        "{text}",
        "Texts that the provider took"
    );
    private static readonly Counter<long> SmsFailed = Meter.CreateCounter<long>(
        MetricNames.SmsFailed,
        "{text}",
        "Texts that the provider did not take, every try, or did not deliver"
    );
    private static readonly Counter<long> SweepProgress = Meter.CreateCounter<long>(
        MetricNames.SweepProgress,
        "{holder}",
        "Holders that sweeps have passed"
    );
    private static readonly Counter<long> RefusedPositives = Meter.CreateCounter<long>(
        MetricNames.PositivesRefused,
        "{result}",
        "Results that read as positive and could not be used"
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        MetricNames.Refusals,
        "{answer}",
        "Answers that refused something, by code"
    );
    private static readonly Counter<long> LookUps = Meter.CreateCounter<long>(
        MetricNames.StaffLookUps,
        "{holder}",
        "Holders whom staff looked up"
    );

    private static readonly Histogram<long> DueAppeals = Meter.CreateHistogram<long>(
        MetricNames.AppealsDue,
        "{appeal}",
        "Appeals whose deadline is near or past, counted every five minutes"
    );

    private static readonly Histogram<long> StorageCalls = Meter.CreateHistogram<long>(
        MetricNames.StorageCalls,
        "{call}",
        "Storage calls of one request or message, by operation"
    );

    /// <summary>Where the present work belongs, as a message carries it (W3C Trace Context); null if nobody traces.</summary>
    public static string? Traceparent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>
    /// Work on one message. It continues the trace that the message carries; a message from outside carries none and starts one. The host's
    /// own span of this run, if there is one, is linked.
    /// </summary>
    public static MessageRun Work(string function, string queue, string? traceparent = null)
    {
        var host = Activity.Current?.Context;
        var parent = ActivityContext.TryParse(traceparent, null, isRemote: true, out var context) ? context : default;
        var activity = Source.StartActivity(
            function,
            ActivityKind.Consumer,
            parent,
            Messaging("process", queue),
            traceparent is not null && host is { } link ? [new ActivityLink(link)] : null
        );
        if (activity is not null)
        {
            activity.DisplayName = $"process {queue}";
        }

        return new MessageRun(activity, function);
    }

    /// <summary>
    /// Putting a message into a queue. OpenTelemetry's conventions for messaging, here and above:
    /// opentelemetry.io/docs/specs/semconv/messaging
    /// </summary>
    public static Activity? Send(string queue) =>
        Source.StartActivity($"send {queue}", ActivityKind.Producer, Activity.Current?.Context ?? default, Messaging("send", queue));

    private static IEnumerable<KeyValuePair<string, object?>> Messaging(string operation, string queue) =>
        [
            new("messaging.system", "azqueues"),
            new("messaging.operation.name", operation),
            new("messaging.operation.type", operation),
            new("messaging.destination.name", queue),
        ];

    /// <param name="reportedAt">The laboratory's word, so a clock of its own may put it ahead of ours.</param>
    public static void RecordIngestLag(DateTimeOffset? reportedAt, DateTimeOffset now)
    {
        if (reportedAt is { } since)
        {
            IngestLag.Record(Math.Max(0, (now - since).TotalSeconds));
        }
    }

    public static void ColorChanged(Color from, Color to)
    {
        if (from == to)
        {
            return;
        }

        var tags = new TagList { { "from", Words.Of(from) }, { "to", Words.Of(to) } };
        ColorChanges.Add(1, tags);
        Activity.Current?.AddEvent(new ActivityEvent("color changed", tags: new ActivityTagsCollection(tags)));
    }

    public static void Scanned(string verdict) => Scans.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    public static void Issued() => CodesIssued.Add(1);

    public static void TextHandled(bool accepted) => (accepted ? SmsSent : SmsFailed).Add(1);

    public static void PositivesRefused(int count) => RefusedPositives.Add(count);

    public static void Refused(string code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    public static void LookedUp() => LookUps.Add(1);

    public static void AppealsDue(int count) => DueAppeals.Record(count);

    public static void Swept(bool isTrial) =>
        SweepProgress.Add(1, new KeyValuePair<string, object?>("kind", isTrial ? "trial" : "publication"));

    /// <summary>How many storage calls one operation took, as a metric and on its span.</summary>
    public static void Called(string operation, int calls, Activity? activity)
    {
        StorageCalls.Record(calls, new KeyValuePair<string, object?>("operation", operation));
        activity?.SetTag(MetricNames.StorageCalls, calls);
    }

    /// <param name="read">Called by the exporter, on its own thread.</param>
    public static Instrument ObservePoison(Func<IEnumerable<Measurement<long>>> read) =>
        Meter.CreateObservableGauge(MetricNames.PoisonMessages, read, "{message}", "Messages that were dead-lettered, by queue");
}

/// <summary>One message at work: its span, and the count of its storage calls.</summary>
public sealed class MessageRun(Activity? activity, string function) : IDisposable
{
    private readonly StorageMeter.Count count = StorageMeter.Start();

    public void Dispose()
    {
        Instrumentation.Called(function, count.Value, activity);
        activity?.Dispose();
    }
}
