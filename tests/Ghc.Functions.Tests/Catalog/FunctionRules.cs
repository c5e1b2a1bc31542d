using System.Text.RegularExpressions;
using Ghc.LocalHost.Apps;
using Microsoft.AspNetCore.Routing.Patterns;
using NCrontab;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>The rules of docs/adr/0001 for functions, checked over what the build of the app wrote about them.</summary>
internal static partial class FunctionRules
{
    /// <summary>A sentence for each rule that is broken.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<FunctionMetadata> functions) =>
        [
            .. functions.SelectMany(function => Faults(function).Select(fault => $"{function.Name}: {fault}")),
            .. functions
                .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Key}: {same.Count()} functions have this name; names are compared ignoring case"),
        ];

    private static IEnumerable<string> Faults(FunctionMetadata function)
    {
        var triggers = function.Bindings.Where(binding => binding.IsTrigger).ToList();
        if (!FunctionName().IsMatch(function.Name))
        {
            yield return "a name is a letter, then letters, digits, - and _, at most 127 characters";
        }

        if (triggers is not [var trigger])
        {
            yield return $"a function has exactly one trigger, this one has {triggers.Count}";
            yield break;
        }

        foreach (
            var other in function.Bindings.Where(binding =>
                !binding.IsTrigger && !(trigger.Is(FunctionBinding.Http) && binding is { Type: "http", Direction: "Out", Name: "$return" })
            )
        )
        {
            yield return $"the binding {other.Name} is neither the trigger nor the HTTP response";
        }

        var faults = trigger.Type switch
        {
            FunctionBinding.Http => HttpFaults(trigger),
            FunctionBinding.Queue => QueueFaults(trigger),
            FunctionBinding.Timer => TimerFaults(trigger),
            _ => [$"{trigger.Type} is not a trigger that this app uses"],
        };
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> HttpFaults(FunctionBinding trigger)
    {
        if (trigger.AuthLevel != "Anonymous")
        {
            yield return "HTTP functions are Anonymous: the app authenticates by itself";
        }

        if (trigger.Route is not { } route)
        {
            yield return "the route is written in full";
        }
        else if (!IsTemplate(route))
        {
            yield return $"the route \"{route}\" is not a valid template";
        }
        else if (trigger.Methods is not { Count: > 0 } && route != "{*path}")
        {
            yield return "only the catch-all takes every method";
        }
    }

    private static IEnumerable<string> QueueFaults(FunctionBinding trigger)
    {
        if (trigger.DataType != "String")
        {
            yield return "the queue trigger parameter is a string";
        }

        if (!QueueName().IsMatch(trigger.QueueName ?? ""))
        {
            yield return $"\"{trigger.QueueName}\" is not a valid queue name";
        }

        if (string.IsNullOrEmpty(trigger.Connection))
        {
            yield return "the connection is named";
        }
    }

    private static IEnumerable<string> TimerFaults(FunctionBinding trigger)
    {
        if (CrontabSchedule.TryParse(trigger.Schedule ?? "", new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is null)
        {
            yield return $"\"{trigger.Schedule}\" is not an NCRONTAB expression of six fields";
        }

        if (trigger.RunOnStartup)
        {
            yield return "a timer does not run at start: every instance would run it";
        }
    }

    private static bool IsTemplate(string route)
    {
        try
        {
            RoutePatternFactory.Parse(route);
            return true;
        }
        catch (RoutePatternException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,126}$")]
    private static partial Regex FunctionName();

    /// <summary>
    /// https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata; short enough to leave room for <c>-poison</c>.
    /// </summary>
    [GeneratedRegex("^(?=.{3,56}$|.{3,63}(?<=-poison)$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
