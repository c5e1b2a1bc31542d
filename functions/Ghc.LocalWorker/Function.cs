using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using NCrontab;

namespace Ghc.LocalWorker;

/// <summary>A checked function of the app: what starts it and the method that it is.</summary>
internal abstract record Function(string Name, MethodInfo Method)
{
    private readonly ParameterInfo[] parameters = Method.GetParameters();

    /// <summary>Calls it on an instance of its own; what it throws comes as it was thrown.</summary>
    public object? Call(IServiceProvider services, Converter<ParameterInfo, object?> argument) => Method.Invoke(
        Method.IsStatic ? null : services.GetRequiredService(Method.DeclaringType!), BindingFlags.DoNotWrapExceptions, binder: null, Array.ConvertAll(parameters, argument), culture: null);
}

internal sealed record HttpFunction(string Name, MethodInfo Method, string Route, IReadOnlyList<string> Verbs) : Function(Name, Method);

internal sealed record QueueFunction(string Name, MethodInfo Method, string Queue, string? Connection) : Function(Name, Method);

internal sealed record TimerFunction(string Name, MethodInfo Method, CrontabSchedule Schedule, bool RunOnStartup) : Function(Name, Method);
