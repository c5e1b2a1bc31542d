using System.Reflection;
using NCrontab;

namespace Ghc.LocalWorker;

/// <summary>A checked function of the app: what starts it and the method that it is.</summary>
internal abstract record Function(string Name, MethodInfo Method);

internal sealed record HttpFunction(string Name, MethodInfo Method, string Route, IReadOnlyList<string> Verbs) : Function(Name, Method);

internal sealed record QueueFunction(string Name, MethodInfo Method, string Queue, string? Connection) : Function(Name, Method);

internal sealed record TimerFunction(string Name, MethodInfo Method, CrontabSchedule Schedule, bool RunOnStartup) : Function(Name, Method);
