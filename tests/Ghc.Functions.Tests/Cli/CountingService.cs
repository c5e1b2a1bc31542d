using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Ghc.Storage.Emulation;

namespace Ghc.Functions.Tests.Cli;

/// <summary>A service that counts what it is sent.</summary>
internal sealed class CountingService : IAsyncDisposable
{
    private readonly HttpListener server = new();
    private readonly ConcurrentQueue<string> bodies = new();
    private readonly Task work;

    public CountingService(Func<int, Task> before)
    {
        Url = $"http://127.0.0.1:{FreePorts.Take()}/";
        server.Prefixes.Add(Url);
        server.Start();
        work = AnswerAsync(before);
    }

    public string Url { get; }

    public int Count => bodies.Count;

    public int Accepted(int index)
    {
        var payload = bodies.ElementAt(index).Split('.')[1];
        return JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload))!["results"]!.AsArray().Count;
    }

    public async ValueTask DisposeAsync()
    {
        server.Close();
        await work.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task AnswerAsync(Func<int, Task> before)
    {
        while (server.IsListening)
        {
            var context = await server.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            bodies.Enqueue(await reader.ReadToEndAsync());
            _ = Task.Run(async () =>
            {
                await before(bodies.Count);
                context.Response.StatusCode = 202;
                await using var writer = new StreamWriter(context.Response.OutputStream);
                await writer.WriteAsync("{}");
            });
        }
    }
}
