using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using RpcException = Grpc.Core.RpcException;

namespace Ghc.LocalHost.Workers;

/// <summary>The conversation with one worker: start, loading of the functions, invocations, end.</summary>
public sealed class WorkerChannel(string workerId, string appFolder, IReadOnlyList<FunctionMetadata> functions, ILoggerFactory logging)
    : IDisposable
{
    /// <summary>The limit that the real host sets, in bytes.</summary>
    public const int MaxMessageLength = 128 * 1024 * 1024;

    /// <summary>For a function to end after it was cancelled for its timeout.</summary>
    private static readonly TimeSpan CancelPeriod = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StatusResult>> pending = new();
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly WorkerLog log = new(logging);
    private readonly CancellationTokenSource closed = new();
    private int loading = functions.Count;
    private Uri? address;

    public string WorkerId => workerId;

    public IReadOnlyList<FunctionMetadata> Functions => functions;

    /// <summary>
    /// The worker's address for HTTP, once all functions are loaded. Fails if the worker ends before, or refuses to load one.
    /// </summary>
    public Task<Uri> Ready => ready.Task;

    /// <summary>After this time a function is cancelled. Null for never.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    /// <summary>
    /// Completes with the name of a function that went on after it was cancelled for its timeout. Only the end of the worker ends it.
    /// </summary>
    public Task<string> Stuck => stuck.Task;

    /// <summary>Completes when the stream to the worker has ended, for whatever reason.</summary>
    public Task Ended => ended.Task;

    /// <summary>
    /// Runs a function. A failure of the function is a result; <see cref="WorkerLostException"/> tells that the worker ended before it
    /// answered.
    /// </summary>
    /// <param name="metadata">Trigger metadata: route values for HTTP, properties of the message for a queue.</param>
    public async Task<StatusResult> InvokeAsync(
        string function,
        TypedData input,
        IEnumerable<KeyValuePair<string, string>> metadata,
        string invocationId,
        CancellationToken cancellation
    )
    {
        var request = new InvocationRequest
        {
            InvocationId = invocationId,
            FunctionId = function,
            InputData =
            {
                new ParameterBinding { Name = functions.Single(known => known.Name == function).Trigger.Name, Data = input },
            },
            TraceContext = TraceOf(Activity.Current),
        };
        foreach (var (name, value) in metadata)
        {
            request.TriggerMetadata[name] = new TypedData { String = value };
        }

        var answer = new TaskCompletionSource<StatusResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[invocationId] = answer;
        Send(new StreamingMessage { InvocationRequest = request });
        if (ended.Task.IsCompleted)
        {
            // The end may have come before this invocation was pending; then nobody else fails it.
            answer.TrySetException(new WorkerLostException());
        }

        // The worker answers a cancelled invocation too, so the answer is awaited in any case.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(FunctionTimeout ?? Timeout.InfiniteTimeSpan);
        await using var registration = limit.Token.Register(() =>
            Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } })
        );
        try
        {
            return await answer.Task.WaitAsync(FunctionTimeout + CancelPeriod ?? Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            stuck.TrySetResult(function);
            return await answer.Task;
        }
        finally
        {
            pending.TryRemove(invocationId, out _);
        }
    }

    /// <summary>Asks the worker to end. It drains what it is working on.</summary>
    public void Terminate(TimeSpan grace) =>
        Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>Ends the stream. May be called again.</summary>
    public void Dispose() => closed.Cancel();

    internal async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> incoming,
        IServerStreamWriter<StreamingMessage> writer,
        CancellationToken cancellation
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, closed.Token);
        var writing = WriteAsync(writer, end.Token);
        try
        {
            Send(
                new StreamingMessage
                {
                    WorkerInitRequest = new WorkerInitRequest
                    {
                        HostVersion = "4.0.0",
                        WorkerDirectory = appFolder,
                        FunctionAppDirectory = appFolder,
                    },
                }
            );
            while (await incoming.MoveNext(end.Token))
            {
                Take(incoming.Current);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or RpcException)
        {
            log.Lost(workerId, fault.Message);
        }
        finally
        {
            ended.TrySetResult();
            ready.TrySetException(new WorkerLostException());
            _ = ready.Task.Exception;
            foreach (var answer in pending.Values)
            {
                answer.TrySetException(new WorkerLostException());
            }

            outgoing.Writer.TryComplete();
            await end.CancelAsync();
            await writing;
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                Load(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                Loaded(message.FunctionLoadResponse);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (pending.TryGetValue(message.InvocationResponse.InvocationId, out var answer))
                {
                    answer.TrySetResult(message.InvocationResponse.Result);
                }

                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog);
                break;
            default:
                // The worker echoes an empty message for cancel and terminate.
                break;
        }
    }

    private void Load(WorkerInitResponse started)
    {
        if (started.Result.Status != StatusResult.Types.Status.Success || !started.Capabilities.TryGetValue("HttpUri", out var http))
        {
            ready.TrySetException(
                new InvalidOperationException($"The worker did not start: {started.Result.Exception?.Message ?? "it serves no HTTP"}")
            );
            return;
        }

        address = new Uri(http);
        foreach (var function in functions)
        {
            Send(new StreamingMessage { FunctionLoadRequest = LoadRequest.Of(function, appFolder) });
        }

        if (functions.Count == 0)
        {
            ready.TrySetResult(address);
        }
    }

    private void Loaded(FunctionLoadResponse loaded)
    {
        if (loaded.Result.Status != StatusResult.Types.Status.Success)
        {
            ready.TrySetException(
                new InvalidOperationException($"The function {loaded.FunctionId} could not be loaded: {loaded.Result.Exception?.Message}")
            );
        }
        else if (--loading == 0)
        {
            ready.TrySetResult(address!);
        }
    }

    /// <summary>
    /// A trace that nobody here records is left to the worker, which would take the flag of this process for the decision not to export.
    /// </summary>
    private static RpcTraceContext TraceOf(Activity? activity) =>
        activity is { Recorded: true }
            ? new RpcTraceContext { TraceParent = activity.Id, TraceState = activity.TraceStateString ?? "" }
            : new RpcTraceContext();

    private void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    /// <summary>One writer, since a gRPC stream takes one message at a time.</summary>
    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellation))
            {
                await writer.WriteAsync(message, cancellation);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or InvalidOperationException or RpcException)
        {
            log.Lost(workerId, fault.Message);
        }
    }
}
