using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Service;

/// <summary>Traces and metrics are those of the whole process: while other tests run, nobody can tell whose they are.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What the service tells of itself: enough to follow a result to its color, and nothing about anybody.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests(Azurite azurite)
{
    [Fact]
    public async Task Trace_OfALabMessage_ReachesTheChangedColor()
    {
        using var ear = new Ear();
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client, daysAgo: 10);
        await app.DrainAsync();

        // Another trace is already there; only what the message starts counts.
        var sampledAt = app.Clock.GetUtcNow().AddMinutes(-30);
        var before = ear.Activities.Count;
        await app.SendAsync("lab-results", anna.LabResult(sampledAt));
        await Wait.UntilAsync(() => Task.FromResult(ear.Activities.Skip(before).Any(HasColorChange)));

        var ingest = ear.Activities.Skip(before).Single(HasColorChange);
        Assert.Equal("IngestLabResults", ingest.OperationName);
        await Wait.UntilAsync(() =>
            ear.Activities.Any(span => span.SpanId == ingest.ParentSpanId && span.Source.Name == "Microsoft.Azure.Functions.Worker")
        );
        Assert.Equal([("from", "yellow"), ("to", "green")], ingest.Events.Single().Tags.Select(tag => (tag.Key, (string?)tag.Value)));
        Assert.Equal("lab-results", ingest.GetTagItem("messaging.destination.name"));

        // One query and two writes, and the owner is told of the color; the laboratory is read once a minute. See docs/storage.md.
        await Wait.UntilAsync(() => Task.FromResult(ingest.GetTagItem(MetricNames.StorageCalls) is not null));
        Assert.Equal(5, ingest.GetTagItem(MetricNames.StorageCalls));
        Assert.InRange(ear.Values(MetricNames.IngestLag), 1, 1_000_000);
        Assert.Contains(1800, ear.Measurements.Where(one => one.Name == MetricNames.IngestLag).Select(one => one.Value));
    }

    [Fact]
    public async Task Lag_OfAFileThatIsSentAgain_IsThatOfWhatIsNewInIt()
    {
        using var ear = new Ear();
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        var first = Row(anna.LabResult(app.Clock.GetUtcNow().AddMinutes(-30), accession: "L-1"));
        await SendAsync(first);
        app.Clock.Advance(TimeSpan.FromSeconds(86_417));
        await SendAsync(first);
        await SendAsync(first, Row(anna.LabResult(app.Clock.GetUtcNow().AddSeconds(-1_733), accession: "L-2")));

        // Other tests run meanwhile; these numbers are of this one.
        var lags = ear.Measurements.Where(one => one.Name == MetricNames.IngestLag).Select(one => one.Value).ToList();
        Assert.Contains(1_733, lags);
        Assert.DoesNotContain(86_417 + 1_800, lags);

        async Task SendAsync(params string[] rows)
        {
            await app.IngestAsync(
                "lab-results",
                $$"""{"schema":"ghc.lab-results.v1","laboratory":"gz-kingmed","results":[{{string.Join(',', rows)}}]}"""
            );
        }

        static string Row(string message)
        {
            var row = JsonNode.Parse(message)!.AsObject();
            row.Remove("schema");
            row.Remove("laboratory");
            return row.ToJsonString();
        }
    }

    [Fact]
    public async Task Telemetry_OfAJourney_CountsWhatHappened_AndNamesNobody()
    {
        using var ear = new Ear();
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler
        {
            Name = "MARIGOLD THISTLEWOOD",
            IdNumber = "W90712345",
            Number = "51879876",
        };
        var token = await anna.ApplyAsync(app, client, daysAgo: 10);
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await app.IngestAsync(
            "lab-results",
            anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)).Replace("W90712345", "W907 bad number W90712345", StringComparison.Ordinal)
        );
        var code = (await client.GetAsync("api/code?minutes=3", token)).Expect(200);
        var shift = await Inspector.AtWorkAsync(app, client);
        (await client.ScanAsync(shift, code.Text("healthCode"))).Expect(200);
        await client.GetAsync($"api/{anna.IdNumber}?name={anna.Number}", token: null);
        await app.DrainAsync();

        var holder = code.Text("holderId");
        string[] personal =
        [
            anna.IdNumber,
            "W907",
            anna.Number,
            "MARIGOLD",
            "THISTLEWOOD",
            "Marigold",
            token,
            shift,
            code.Text("healthCode"),
            holder,
        ];
        var told = ear.Told();
        Assert.DoesNotContain(told, text => personal.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains($"{MetricNames.StorageCalls} operation=GetCode", told);
        Assert.Contains(
            told,
            text => text.StartsWith("function GetCode ", StringComparison.Ordinal) || text.StartsWith("Invoke ", StringComparison.Ordinal)
        );
        Assert.All(
            new[]
            {
                MetricNames.IngestLag,
                MetricNames.ColorChanges,
                MetricNames.Scans,
                MetricNames.CodesIssued,
                MetricNames.SmsSent,
                MetricNames.StorageCalls,
            },
            name => Assert.True(ear.Values(name) > 0, $"{name} was not measured")
        );
        Assert.Contains(ear.Measurements, one => one.Name == MetricNames.Scans && one.Tags == "verdict=admit");
    }

    [Fact]
    public async Task Health_AskedWhetherAlive_TouchesNoStorage()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        app.Calls.Reset();

        var live = (await client.GetAsync("api/health?probe=live", token: null)).Expect(200);

        Assert.Equal("ok", live.Text("status"));
        Assert.DoesNotContain(app.Calls.Seen, call => call.Contains("Holders", StringComparison.Ordinal));
        app.Calls.FailAfter(0);
        (await client.GetAsync("api/health?probe=live", token: null)).Expect(200);
        (await client.GetAsync("api/health", token: null)).Expect(503);
    }

    [Fact]
    public async Task App_WithoutExporter_StartsNoTelemetry()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();

        Assert.Null(app.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
        Assert.DoesNotContain(
            app.Services.GetServices<IHostedService>(),
            service => service.GetType().Namespace!.StartsWith("OpenTelemetry", StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// The host exports what the worker logs and the requests that it forwards, unless both sides say that they use OpenTelemetry.
    /// </summary>
    [Fact]
    public async Task App_WithExporter_TellsTheHostThatItExportsItsLogs()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[TelemetryServices.Collector] = "http://127.0.0.1:9";
        await using var app = new GhcApp(settings);
        app.CreateClient();
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

        Assert.Equal("True", app.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities["WorkerOpenTelemetryEnabled"]);
        Assert.Equal("OpenTelemetry", host.RootElement.GetProperty("telemetryMode").GetString());
    }

    [Theory]
    [InlineData(TelemetryServices.Collector, "http://127.0.0.1:9")]
    [InlineData(
        TelemetryServices.AzureMonitor,
        "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://127.0.0.1:9/"
    )]
    public async Task App_WithExporter_StartsAndCountsPoison(string setting, string value)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[setting] = value;
        await using var app = new GhcApp(settings);
        app.CreateClient();

        await app.SendAsync("lab-results", "{}");
        await Wait.UntilAsync(async () => (await app.PoisonAsync("lab-results")).Count == 1);
        var gauge = app.Services.GetRequiredService<PoisonGauge>();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Wait.UntilAsync(() =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(gauge.Observe().Any(one => one.Value == 1 && Equals(one.Tags[0].Value, "lab-results-poison")));
        });
        Assert.NotNull(app.Services.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    private static bool HasColorChange(Activity activity) => activity.Events.Any(one => one.Name == "color changed");

    /// <summary>Hears every span and measurement of this process, of this app and of those that other tests run meanwhile.</summary>
    private sealed class Ear : IDisposable
    {
        private readonly ConcurrentQueue<Activity> activities = new();
        private readonly ConcurrentQueue<(string Name, double Value, string Tags)> measurements = new();
        private readonly ActivityListener spans;
        private readonly MeterListener meters = new();

        public Ear()
        {
            spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name is Instrumentation.Name or "Microsoft.Azure.Functions.Worker",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activities.Enqueue,
            };
            ActivitySource.AddActivityListener(spans);
            meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Instrumentation.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            meters.Start();
        }

        public IReadOnlyList<Activity> Activities => [.. activities];

        public IReadOnlyList<(string Name, double Value, string Tags)> Measurements => [.. measurements];

        public int Values(string name) => measurements.Count(one => one.Name == name);

        public IReadOnlyList<string> Told() =>
            [
                .. Activities
                    .Where(activity =>
                        activity.Source.Name == Instrumentation.Name || activity.GetTagItem(MetricNames.StorageCalls) is not null
                    )
                    .Select(activity =>
                        $"{activity.OperationName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))} {string.Join(' ', activity.Baggage)}"
                    ),
                .. Measurements.Select(one => $"{one.Name} {one.Tags}"),
            ];

        public void Dispose()
        {
            spans.Dispose();
            meters.Dispose();
        }

        private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measurements.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
