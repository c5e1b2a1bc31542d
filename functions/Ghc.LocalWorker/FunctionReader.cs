using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Ghc.LocalWorker;

/// <summary>Reads one function off its method, or says which rule of docs/adr/0001 it breaks.</summary>
internal static partial class FunctionReader
{
    public static Function? Read(string name, MethodInfo method, out string? fault)
    {
        var triggers = method.GetParameters().Where(p => p.GetCustomAttributes().Any(IsTrigger)).ToArray();
        fault = !FunctionName().IsMatch(name) ? "a name is a letter, then letters, digits, - and _, at most 127 characters"
            : !method.IsPublic ? "the method must be public"
            : method.DeclaringType!.IsAbstract && !method.IsStatic ? "the class must not be abstract"
            : triggers.Length != 1 ? $"a function has exactly one trigger, this one has {triggers.Length}"
            : null;
        if (fault is not null)
            return null;
        var trigger = triggers[0];
        return trigger.GetCustomAttributes().Single(IsTrigger) switch
        {
            HttpTriggerAttribute http => ReadHttp(name, method, trigger, http, out fault),
            QueueTriggerAttribute queue => ReadQueue(name, method, trigger, queue, out fault),
            TimerTriggerAttribute timer => ReadTimer(name, method, trigger, timer, out fault),
            _ => null,
        };
    }

    private static bool IsTrigger(Attribute attribute) => attribute is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute;

    private static HttpFunction? ReadHttp(string name, MethodInfo method, ParameterInfo trigger, HttpTriggerAttribute http, out string? fault)
    {
        var route = http.Route ?? name;
        if (ParametersOf(route) is not { } inRoute)
        {
            fault = $"the route \"{route}\" is not a valid template";
            return null;
        }
        var foreign = method.GetParameters().FirstOrDefault(p => !IsSame(p, trigger) && p.ParameterType != typeof(CancellationToken)
            && !(p.ParameterType == typeof(string) && inRoute.Contains(p.Name, StringComparer.OrdinalIgnoreCase)));
        fault = http.AuthLevel != AuthorizationLevel.Anonymous ? "HTTP functions are AuthorizationLevel.Anonymous, the app authenticates by itself"
            : trigger.ParameterType != typeof(HttpRequest) ? "the HTTP trigger parameter must be an HttpRequest"
            : method.ReturnType != typeof(IResult) && method.ReturnType != typeof(Task<IResult>) ? "an HTTP function returns IResult or Task<IResult>"
            : foreign is not null ? $"the parameter {foreign.Name} is neither a string of the route nor a CancellationToken"
            : null;
        return fault is null ? new(name, method, route, [.. (http.Methods ?? []).Select(m => m.ToUpperInvariant())]) : null;
    }

    private static QueueFunction? ReadQueue(string name, MethodInfo method, ParameterInfo trigger, QueueTriggerAttribute queue, out string? fault)
    {
        fault = trigger.ParameterType != typeof(string) ? "the queue trigger parameter must be a string"
            : !QueueName().IsMatch(queue.QueueName) ? $"\"{queue.QueueName}\" is not a valid queue name"
            : BackgroundFault(method, trigger);
        return fault is null ? new(name, method, queue.QueueName, queue.Connection) : null;
    }

    private static TimerFunction? ReadTimer(string name, MethodInfo method, ParameterInfo trigger, TimerTriggerAttribute timer, out string? fault)
    {
        var schedule = CrontabSchedule.TryParse(timer.Schedule, new() { IncludingSeconds = true });
        fault = trigger.ParameterType != typeof(TimerInfo) ? "the timer trigger parameter must be a TimerInfo"
            : schedule is null ? $"\"{timer.Schedule}\" is not an NCRONTAB expression of six fields"
            : BackgroundFault(method, trigger);
        return fault is null ? new(name, method, schedule!, timer.RunOnStartup) : null;
    }

    private static string? BackgroundFault(MethodInfo method, ParameterInfo trigger) =>
        method.ReturnType != typeof(Task) ? "a queue or timer function returns Task"
        : method.GetParameters().Any(p => !IsSame(p, trigger) && p.ParameterType != typeof(CancellationToken))
            ? "besides its trigger a queue or timer function takes a CancellationToken only"
        : null;

    /// <summary>Not by reference: hosts that start at the same moment in one process can see two objects for one parameter.</summary>
    private static bool IsSame(ParameterInfo a, ParameterInfo b) => a.Position == b.Position;

    private static IEnumerable<string>? ParametersOf(string route)
    {
        try
        {
            return RoutePatternFactory.Parse(route).Parameters.Select(p => p.Name);
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,126}$")]
    private static partial Regex FunctionName();

    /// <summary>https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata; short enough to leave room for <c>-poison</c>.</summary>
    [GeneratedRegex("^(?=.{3,56}$|.{3,63}(?<=-poison)$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
