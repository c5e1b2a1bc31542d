using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Tests.Service;

/// <summary>
/// An OpenTelemetry collector, and the ingestion of Azure Monitor, that keeps what it is sent. Protocol buffers hold texts as they are, so
/// they can be searched.
/// </summary>
public sealed class CollectorStub : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> received = new();
    private readonly WebApplication server;

    private CollectorStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await using var plain =
                context.Request.Headers.ContentEncoding == "gzip"
                    ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                    : context.Request.Body;
            await plain.CopyToAsync(body);
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    public string Url => server.Urls.Single();

    public string Traces => Of("/v1/traces");

    public string Logs => Of("/v1/logs");

    /// <summary>What Azure Monitor was sent, an item a line.</summary>
    public string Items => Of("/v2.1/track");

    public string Metrics => Of("/v1/metrics");

    public static async Task<CollectorStub> StartAsync()
    {
        var stub = new CollectorStub();
        await stub.server.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private string Of(string path) => string.Concat(received.Where(each => each.Path == path).Select(each => each.Body));
}
