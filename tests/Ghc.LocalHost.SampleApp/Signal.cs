using System.Collections.Concurrent;

namespace Ghc.LocalHost.SampleApp;

/// <summary>Lets one function wait for another.</summary>
internal static class Signal
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> All = new();

    public static TaskCompletionSource Of(string id) => All.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
