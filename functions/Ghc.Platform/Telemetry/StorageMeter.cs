using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Platform.Telemetry;

/// <summary>Counts the storage calls of the request or message that makes them, wherever in the call tree they are made.</summary>
public sealed class StorageMeter : HttpPipelinePolicy
{
    private static readonly AsyncLocal<Count?> Current = new();

    /// <summary>From here on calls of this flow, and of what it starts, are counted.</summary>
    public static Count Start() => Current.Value = new Count();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Current.Value?.Add();
        return ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Current.Value?.Add();
        ProcessNext(message, pipeline);
    }

    public sealed class Count
    {
        private int value;

        public int Value => Volatile.Read(ref value);

        internal void Add() => Interlocked.Increment(ref value);
    }
}
