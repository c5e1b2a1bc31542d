using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Monitor.OpenTelemetry.Exporter;
using Ghc.Functions.Tests.Processes;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Ghc.Functions.Tests.Service;

/// <summary>What really leaves: all spans, logs and metrics of a journey at a collector.</summary>
[Collection(nameof(Alone))]
public sealed partial class ExportTests(Azurite azurite)
{
    [Fact]
    public async Task Journey_AtTheCollector_NamesNobodyAndNoKey()
    {
        await using var collector = await CollectorStub.StartAsync();
        await using var app = App(collector);
        var client = app.CreateClient();
        var anna = new Traveler
        {
            Name = "MARIGOLD THISTLEWOOD",
            IdNumber = "W90712345",
            Number = "51879876",
        };
        var token = await anna.ApplyAsync(app, client, daysAgo: 10);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), accession: "ACC-W90712345"));
        var code = (await client.GetAsync("api/code", token)).Expect(200);
        var shift = await Inspector.AtWorkAsync(app, client);
        (await client.ScanAsync(shift, code.Text("healthCode"))).Expect(200);
        await client.GetAsync($"api/holders/{anna.IdNumber}?name={anna.Number}", token);
        await app.DrainAsync();

        await FlushAsync(app, collector);

        string[] personal =
        [
            anna.IdNumber,
            anna.Number,
            "MARIGOLD",
            "THISTLEWOOD",
            token,
            shift,
            code.Text("healthCode"),
            code.Text("holderId"),
        ];
        foreach (var told in new[] { collector.Traces, collector.Logs, collector.Metrics })
        {
            Assert.DoesNotContain(personal, secret => told.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("PartitionKey=", told, StringComparison.Ordinal);
            Assert.DoesNotMatch(Key(), told);
        }

        // It does name what an operator looks for.
        Assert.All(
            ["Holders(*)", "process lab-results", "send color-news", "messaging.operation.type", "service.version", "color changed"],
            text => Assert.Contains(text, collector.Traces, StringComparison.Ordinal)
        );
        Assert.Contains("Crossing taken in. Document: *", collector.Logs, StringComparison.Ordinal);
        Assert.All(
            ["dotnet.gc.collections", "http.server.request.duration", MetricNames.Scans],
            name => Assert.Contains(name, collector.Metrics, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("http://127.0.0.1:10002/a/Holders(PartitionKey='0f',RowKey='W90712345')?timeout=9", "http://127.0.0.1:*/a/Holders(*)")]
    [InlineData(
        "https://ghcdata.queue.core.windows.net/lab-results/messages/5f3a?popreceipt=x",
        "https://ghcdata.queue.core.windows.net/lab-results/messages/*"
    )]
    [InlineData(
        "https://ghc.example/api/laboratories/gz-kingmed/outcomes?accession=W90712345",
        "https://ghc.example/api/laboratories/gz-kingmed/outcomes"
    )]
    [InlineData(
        "https://ghc.example/api/delivery-reports/tencent/0123456789abcdefghij",
        "https://ghc.example/api/delivery-reports/tencent/*"
    )]
    [InlineData("https://ghc.example", "https://ghc.example")]
    [InlineData("/api/places/{placeId}/inspectors", "/api/places/{placeId}/inspectors")]
    [InlineData("/api/W90712345", "/api/*")]
    public void Address_KeepsNamesAndHidesKeys(string address, string expected) =>
        Assert.Equal(expected.Replace(":*", ":10002", StringComparison.Ordinal), Redaction.Address(address));

    [Theory]
    [InlineData("root", 0.0, false)]
    [InlineData("root", 1.0, true)]
    [InlineData("IngestLabResults", 0.0, true)]
    [InlineData("function HandInResults", 0.0, true)]
    public void Trace_IsExportedByRatio_LabMessagesAlways(string name, double ratio, bool exported) =>
        Assert.Equal(
            exported ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly,
            Sample(name, ratio, ActivityKind.Consumer, default)
        );

    [Fact]
    public void Trace_FollowsItsParent_AndACallOfNoWorkIsNone()
    {
        var id = ActivityTraceId.CreateRandom();
        Assert.Equal(
            SamplingDecision.RecordAndSample,
            Sample("x", 0, ActivityKind.Server, new ActivityContext(id, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded))
        );
        Assert.Equal(
            SamplingDecision.RecordOnly,
            Sample("x", 1, ActivityKind.Server, new ActivityContext(id, ActivitySpanId.CreateRandom(), ActivityTraceFlags.None))
        );
        Assert.Equal(SamplingDecision.Drop, Sample("GET", 1, ActivityKind.Client, default));
    }

    [Fact]
    public async Task Ratio_Zero_ExportsLabMessagesAndErrors_AndAllLogs()
    {
        await using var collector = await CollectorStub.StartAsync();
        await using var app = App(collector, ("Telemetry:SampleRatio", "0"));
        var client = app.CreateClient();
        var anna = new Traveler();
        await app.SendAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await app.DrainAsync("border-crossings", "lab-results");
        using (
            var failing = new ActivitySource(Instrumentation.Name).StartActivity(
                "a failure",
                ActivityKind.Internal,
                default(ActivityContext)
            )
        )
        {
            failing?.SetStatus(ActivityStatusCode.Error);
        }

        await FlushAsync(app, collector);

        Assert.Contains("process lab-results", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("a failure", collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("process border-crossings", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("Crossing taken in.", collector.Logs, StringComparison.Ordinal);
    }

    /// <summary>
    /// Application Insights multiplies what it counts by the share that it is told, in the way in which the exporter's own sampler tells
    /// it.
    /// </summary>
    [Fact]
    public async Task Share_IsToldToAzureMonitor_AndWhatIsExportedAnywayCountsOnce()
    {
        await using var collector = await CollectorStub.StartAsync();
        using var source = new ActivitySource(nameof(Share_IsToldToAzureMonitor_AndWhatIsExportedAnywayCountsOnce));
        using (
            Sdk.CreateTracerProviderBuilder()
                .AddSource(source.Name)
                .AddProcessor(new SpanProcessor())
                .AddAzureMonitorTraceExporter(options =>
                {
                    options.ConnectionString = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={collector.Url}";
                    (options.TracesPerSecond, options.SamplingRatio, options.DisableOfflineStorage) = (null, 1, true);
                })
                .SetSampler(new TraceSampler(0.5))
                .Build()
        )
        {
            for (var i = 0; i < 40; i++)
            {
                using var root = source.StartActivity("root", ActivityKind.Server, default(ActivityContext));
                source.StartActivity("inside", ActivityKind.Client)?.Dispose();
                using var failed = source.StartActivity("failed");
                failed?.SetStatus(ActivityStatusCode.Error);
            }

            using var lab = source.StartActivity("function HandInResults", ActivityKind.Server, default(ActivityContext));
            source.StartActivity("lab call", ActivityKind.Client)?.Dispose();
        }

        await Wait.UntilAsync(() => Task.FromResult(collector.Items.Contains("HandInResults", StringComparison.Ordinal)));
        var items = collector
            .Items.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToLookup(
                item => (string)item["data"]!["baseData"]!["name"]!,
                item => (string?)item["data"]!["baseData"]!["properties"]?["microsoft.sample_rate"]
            );
        Assert.All([.. items["root"], .. items["inside"]], rate => Assert.Equal("50", rate));
        Assert.InRange(items["root"].Count(), 5, 35);
        Assert.Equal(items["root"].Count(), items["inside"].Count());
        Assert.Equal(Enumerable.Repeat((string?)null, 40), items["failed"]);
        Assert.Equal(["100", "100"], [.. items["function HandInResults"], .. items["lab call"]]);
    }

    /// <summary>
    /// In processes of their own, as `make watch` shows it: a call over HTTP is a trace, and what its message starts belongs to it.
    /// </summary>
    [Fact]
    public async Task Call_OnTheLocalHost_IsATraceWithWhatFollows()
    {
        await using var collector = await CollectorStub.StartAsync();
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[TelemetryServices.Collector] = collector.Url;
        settings.Values["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var app = await AppProcess.StartAsync(settings, "--local-texts");
        using var asked = await app.Client.PostAsJsonAsync(
            "api/sms-codes",
            new { phone = new Traveler().Phone },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        await Wait.UntilAsync(() => Task.FromResult(collector.Traces.Contains("process sms-outbox", StringComparison.Ordinal)));
        Assert.Contains("function SendSmsCode", collector.Traces, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, ActivityStatusCode.Unset)]
    [InlineData(412, ActivityStatusCode.Unset)]
    [InlineData(503, ActivityStatusCode.Error)]
    public void Answer_ThatIsExpected_IsNoError(int status, ActivityStatusCode expected)
    {
        using var source = new ActivitySource("expected");
        using var listener = new ActivityListener
        {
            ShouldListenTo = each => each == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("GET", ActivityKind.Client)!;
        span.SetTag("http.response.status_code", status).SetStatus(ActivityStatusCode.Error);
        using var processor = new SpanProcessor();

        processor.OnEnd(span);

        Assert.Equal((expected, expected == ActivityStatusCode.Error), (span.Status, span.Recorded));
    }

    private static SamplingDecision Sample(string name, double ratio, ActivityKind kind, ActivityContext parent) =>
        new TraceSampler(ratio)
            .ShouldSample(new SamplingParameters(parent, parent == default ? ActivityTraceId.CreateRandom() : parent.TraceId, name, kind))
            .Decision;

    private GhcApp App(CollectorStub collector, params (string Name, string Value)[] more)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[TelemetryServices.Collector] = collector.Url;
        settings.Values["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        foreach (var (name, value) in more)
        {
            settings.Values[name] = value;
        }

        return new GhcApp(settings);
    }

    private static async Task FlushAsync(GhcApp app, CollectorStub collector)
    {
        await Wait.UntilAsync(() =>
        {
            app.Services.GetRequiredService<TracerProvider>().ForceFlush();
            app.Services.GetRequiredService<MeterProvider>().ForceFlush();
            app.Services.GetRequiredService<LoggerProvider>().ForceFlush();
            return Task.FromResult(collector.Traces.Length > 0 && collector.Logs.Length > 0 && collector.Metrics.Length > 0);
        });
    }

    /// <summary>Pseudonyms are 32 hexadecimal digits; the ids of traces are bytes in this protocol.</summary>
    [GeneratedRegex("(?<![0-9a-f-])[0-9a-f]{32}(?![0-9a-f])")]
    private static partial Regex Key();
}
