using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ghc.LocalHost.Protocol;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;
using TimerInfo = Microsoft.Azure.WebJobs.TimerInfo;

namespace Ghc.LocalHost.Triggers;

/// <summary>Runs a function on the worker. Fails if the function does, so that the WebJobs SDK counts the try.</summary>
public delegate Task InvokeTrigger(
    string function,
    TypedData input,
    IEnumerable<KeyValuePair<string, string>> metadata,
    string invocationId,
    CancellationToken cancellation
);

/// <summary>
/// Base of the class that <see cref="TriggerMethods"/> emits. The WebJobs SDK finds triggers as attributes of methods, so every queue and
/// timer function of the app becomes a method; all it does is to call one of these.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TriggerFunctions(InvokeTrigger invoke)
{
    /// <summary>The parameters after the first are properties of the message, which the SDK binds by name.</summary>
    public Task OnQueueMessage(
        string function,
        string message,
        string id,
        string popReceipt,
        long dequeueCount,
        DateTimeOffset insertionTime,
        DateTimeOffset expirationTime,
        DateTimeOffset nextVisibleTime,
        ExecutionContext context,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var metadata = new Dictionary<string, string>
        {
            ["QueueTrigger"] = message,
            ["Id"] = id,
            ["PopReceipt"] = popReceipt,
            ["DequeueCount"] = dequeueCount.ToString(CultureInfo.InvariantCulture),
            ["InsertionTime"] = JsonSerializer.Serialize(insertionTime),
            ["ExpirationTime"] = JsonSerializer.Serialize(expirationTime),
            ["NextVisibleTime"] = JsonSerializer.Serialize(nextVisibleTime),
        };
        return invoke(function, new TypedData { String = message }, metadata, context.InvocationId.ToString(), cancellation);
    }

    public Task OnTimer(string function, TimerInfo timer, ExecutionContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        ArgumentNullException.ThrowIfNull(context);
        var input = JsonSerializer.Serialize(new TimerInput(new(timer.Schedule.AdjustForDST), timer.ScheduleStatus, timer.IsPastDue));
        return invoke(function, new TypedData { Json = input }, [], context.InvocationId.ToString(), cancellation);
    }

    /// <summary>What the worker reads as its TimerInfo.</summary>
    private sealed record TimerInput(TimerInputSchedule Schedule, ScheduleStatus? ScheduleStatus, bool IsPastDue);

    private sealed record TimerInputSchedule(bool AdjustForDST);
}
