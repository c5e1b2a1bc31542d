using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// Sees every storage call of the app: counts them, and on request lets none through from the n-th on, as if the process had died there.
/// </summary>
public sealed class StorageCalls : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> calls = new();
    private int left = int.MaxValue;
    private int failed;

    /// <summary>Calls since the last <see cref="Reset"/>, as "GET Holders".</summary>
    public IReadOnlyList<string> Seen => [.. calls];

    /// <summary>Whether the planned fault has come.</summary>
    public bool HasFailed => failed > 0;

    /// <summary>What somebody else does just before a call goes out.</summary>
    public Func<Uri, Task>? Meanwhile { get; set; }

    /// <summary>Whose answers are lost on the way: the client sends such a call once more, and that answer arrives.</summary>
    public Func<RequestMethod, Uri, bool> IsAnswerLost { get; set; } = (_, _) => false;

    /// <summary>
    /// Has somebody act just before the n-th call from now to one of the tables goes out; the first is 0. False, in the end, if there were
    /// not so many.
    /// </summary>
    public Func<bool> Before(int n, Func<Task> act, params string[] tables)
    {
        var (seen, done) = (-1, false);
        Meanwhile = async call =>
        {
            if (
                tables.Any(table => call.AbsolutePath.Contains($"/{table}", StringComparison.Ordinal))
                && Interlocked.Increment(ref seen) == n
            )
            {
                done = true;
                await act();
            }
        };
        return () =>
        {
            Meanwhile = null;
            return done;
        };
    }

    public void Reset() => calls.Clear();

    /// <summary>The next <paramref name="n"/> calls succeed; then all fail.</summary>
    public void FailAfter(int n) => Volatile.Write(ref left, n);

    /// <summary>Which service does not answer.</summary>
    public Func<Uri, bool> IsAway { get; set; } = _ => false;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Admit(message);
        if (Meanwhile is { } act)
        {
            await act(message.Request.Uri.ToUri()).WaitAsync(message.CancellationToken);
        }

        var isLost = IsAnswerLost(message.Request.Method, message.Request.Uri.ToUri());
        await ProcessNextAsync(message, pipeline);
        if (isLost)
        {
            message.Response.Dispose();
            await ProcessNextAsync(message, pipeline);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Admit(message);
        ProcessNext(message, pipeline);
    }

    private void Admit(HttpMessage message)
    {
        if (Interlocked.Decrement(ref left) < 0)
        {
            Interlocked.Increment(ref failed);
            throw new RequestFailedException(503, "Planned fault: the process died here.");
        }

        if (IsAway(message.Request.Uri.ToUri()))
        {
            throw new RequestFailedException(503, "Planned fault: the service is away.");
        }

        var path = message.Request.Uri.ToUri().AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        calls.Enqueue($"{message.Request.Method} {(path.Length > 1 ? path[1].Split('(')[0] : "")}");
    }
}
