using System.Reflection;
using Ghc.Functions.Access;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Reference;

/// <param name="Queue">The queue that triggers it; null for another trigger.</param>
/// <param name="Tables">The tables that it can reach through what it is made of.</param>
/// <param name="Queues">The queues that it can send to.</param>
internal sealed record CatalogFunction(
    string Name,
    string Type,
    string Trigger,
    string? Queue,
    string Permission,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Queues
);

/// <summary>Every function with what triggers it, who may call it, and what storage is within its reach.</summary>
internal static class FunctionCatalog
{
    public static readonly IReadOnlyList<CatalogFunction> All =
    [
        .. from type in typeof(Features).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method
            .GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes())
            .First(attribute => Describe(attribute) is not null)
        let reached = Reached(type)
        orderby function.Name
        select new CatalogFunction(
            function.Name,
            type.Name,
            Describe(trigger)!,
            (trigger as QueueTriggerAttribute)?.QueueName,
            Permission(function.Name),
            Constants(reached, typeof(TableNames)),
            Constants(reached, typeof(QueueNames))
        ),
    ];

    private static string? Describe(Attribute attribute) =>
        attribute switch
        {
            HttpTriggerAttribute http => $"`{string.Join(',', http.Methods ?? []).ToUpperInvariant()} {http.Route}`",
            QueueTriggerAttribute queue => $"queue `{queue.QueueName}`",
            TimerTriggerAttribute timer => $"timer `{timer.Schedule}`",
            _ => null,
        };

    private static string Permission(string function) =>
        Permissions.Find(function) is not { } rule
            ? ""
            : $"{rule.Credential.ToString().ToLowerInvariant()}{(rule.Roles.Count > 0 ? $": {string.Join(", ", rule.Roles)}" : "")}";

    /// <summary>The type with everything that its constructor asks for, and what that asks for.</summary>
    private static HashSet<Type> Reached(Type type)
    {
        var reached = new HashSet<Type>();
        var waiting = new Queue<Type>([type]);
        while (waiting.TryDequeue(out var next))
        {
            if (next.Namespace?.StartsWith("Ghc.", StringComparison.Ordinal) == true && reached.Add(next))
            {
                foreach (var parameter in next.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
                {
                    waiting.Enqueue(parameter.ParameterType);
                }
            }
        }

        return reached;
    }

    private static IReadOnlyList<string> Constants(IEnumerable<Type> types, Type names) =>
        [
            .. types
                .SelectMany(type => SourceFiles.Names(type.Name, names.Name))
                .Distinct()
                .Select(names.GetField)
                .Where(field => field is { IsLiteral: true })
                .Select(field => (string)field!.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal),
        ];
}
