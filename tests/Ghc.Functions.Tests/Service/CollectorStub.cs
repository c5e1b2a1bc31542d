using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Tests.Service;

/// <summary>An OpenTelemetry collector that keeps what it is sent. Protocol buffers hold texts as they are, so they can be searched.</summary>
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
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    public string Url => server.Urls.Single();

    public string Traces => Of("/v1/traces");

    public string Logs => Of("/v1/logs");

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
