using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalWorker;

/// <summary>Every function of the app, by trigger.</summary>
internal sealed record FunctionCatalog(
    IReadOnlyList<HttpFunction> Http, IReadOnlyList<QueueFunction> Queues, IReadOnlyList<TimerFunction> Timers)
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Those that instances are made of.</summary>
    public IEnumerable<Type> Classes => Http.Concat<Function>(Queues).Concat(Timers).Where(f => !f.Method.IsStatic).Select(f => f.Method.DeclaringType!).Distinct();

    /// <summary>Refuses to start on anything that the two hosts would treat differently, naming all faults at once.</summary>
    public static FunctionCatalog Of(IEnumerable<Type> classes)
    {
        var faults = new List<string>();
        var functions = new List<Function>();
        foreach (var method in classes.SelectMany(c => c.GetMethods(Everything)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                continue;
            if (FunctionReader.Read(function.Name, method, out var fault) is { } read)
                functions.Add(read);
            else
                faults.Add($"{function.Name} ({method.DeclaringType!.Name}.{method.Name}): {fault}.");
        }

        faults.AddRange(functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .Select(g => $"{g.Key}: the name is used by {g.Count()} functions; names are compared ignoring case."));
        if (faults.Count > 0)
            throw new InvalidOperationException("The functions of this app cannot be served:\n" + string.Join('\n', faults));
        return new([.. functions.OfType<HttpFunction>()], [.. functions.OfType<QueueFunction>()], [.. functions.OfType<TimerFunction>()]);
    }

    /// <summary>Without those that a setting turns off, as in Azure (https://learn.microsoft.com/azure/azure-functions/disable-function).</summary>
    public FunctionCatalog Enabled(IConfiguration configuration)
    {
        bool IsOn(Function function) => !configuration.GetValue<bool>($"AzureWebJobs.{function.Name}.Disabled") && !configuration.GetValue<bool>($"AzureWebJobs:{function.Name}:Disabled");
        return new([.. Http.Where(IsOn)], [.. Queues.Where(IsOn)], [.. Timers.Where(IsOn)]);
    }
}
