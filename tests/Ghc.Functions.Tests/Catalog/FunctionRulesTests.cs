using System.Reflection;
using Ghc.LocalHost.Apps;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Catalog;

public sealed class FunctionRulesTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly FunctionBinding Http = new(
        "request",
        "httpTrigger",
        "In",
        Route: "api/x",
        Methods: ["get"],
        AuthLevel: "Anonymous"
    );
    private static readonly FunctionBinding Response = new("$return", "http", "Out");
    private static readonly FunctionBinding Queue = new(
        "message",
        "queueTrigger",
        "In",
        DataType: "String",
        QueueName: "work",
        Connection: "DataStorage"
    );
    private static readonly FunctionBinding Timer = new("timer", "timerTrigger", "In", Schedule: "0 0 * * * *");

    private static readonly IReadOnlyList<FunctionMetadata> App = FunctionMetadata.ReadAll(AppContext.BaseDirectory);

    public static TheoryData<string, FunctionMetadata[]> Broken =>
        new()
        {
            { "2 functions have this name", [Function("Twice", Timer), Function("TWICE", Timer)] },
            { "exactly one trigger, this one has 0", [Function("Lonely", Response)] },
            { "exactly one trigger, this one has 2", [Function("Both", Queue, Timer)] },
            { "a name is a letter", [Function("1 name", Timer)] },
            { "blobTrigger is not a trigger that this app uses", [Function("Blob", Timer with { Type = "blobTrigger" })] },
            {
                "$return is neither the trigger nor the HTTP response",
                [Function("Output", Queue, new FunctionBinding("$return", "queue", "Out", QueueName: "other"))]
            },
            {
                "row is neither the trigger nor the HTTP response",
                [Function("Input", Http, Response, new FunctionBinding("row", "table", "In"))]
            },
            { "HTTP functions are Anonymous", [Function("Keyed", Http with { AuthLevel = "Function" }, Response)] },
            { "HTTP functions are Anonymous", [Function("Unsaid", Http with { AuthLevel = null }, Response)] },
            { "the route is written in full", [Function("Routeless", Http with { Route = null }, Response)] },
            { "is not a valid template", [Function("Astray", Http with { Route = "a/{id" }, Response)] },
            { "only the catch-all takes every method", [Function("Any", Http with { Methods = null }, Response)] },
            { "the queue trigger parameter is a string", [Function("Binary", Queue with { DataType = "Binary" })] },
            { "the queue trigger parameter is a string", [Function("Poco", Queue with { DataType = null })] },
            { "is not a valid queue name", [Function("Shouting", Queue with { QueueName = "WORK" })] },
            { "the connection is named", [Function("Unconnected", Queue with { Connection = null })] },
            { "is not an NCRONTAB expression", [Function("Sometime", Timer with { Schedule = "0 0 * * *" })] },
            { "is not an NCRONTAB expression", [Function("Setting", Timer with { Schedule = "%Schedule%" })] },
            { "does not run at start", [Function("Eager", Timer with { RunOnStartup = true })] },
        };

    [Fact]
    public void TheApp_BreaksNoRule() => Assert.Empty(FunctionRules.Faults(App));

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Function_ThatBreaksARule_IsFound(string fault, FunctionMetadata[] functions) =>
        Assert.Contains(fault, Assert.Single(FunctionRules.Faults(functions)), StringComparison.Ordinal);

    [Fact]
    public void Functions_OneOfEachKind_BreakNoRule() =>
        Assert.Empty(
            FunctionRules.Faults([
                Function("A", Http, Response),
                Function("B", Queue),
                Function("C", Timer),
                Function("D", Http with { Route = "{*path}", Methods = null }, Response),
            ])
        );

    /// <summary>A function that the build overlooked would be missing in Azure without a word.</summary>
    [Fact]
    public void EveryFunctionOfTheSource_IsInTheMetadata()
    {
        var methods = Methods().ToList();

        Assert.Equal(
            methods.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name).Order(StringComparer.Ordinal),
            App.Select(function => function.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(
            methods,
            method => Assert.True(method.IsPublic && method.DeclaringType!.IsVisible, $"{method.DeclaringType}.{method.Name}")
        );
    }

    /// <summary>
    /// Bodies are read by our own reader, and nothing else is bound: a parameter that the worker converts would answer bad input in its own
    /// way.
    /// </summary>
    [Fact]
    public void EveryFunction_TakesItsTriggerRouteValuesAndACancellationTokenOnly()
    {
        foreach (var method in Methods())
        {
            var trigger = App.Single(function => function.Name == method.GetCustomAttribute<FunctionAttribute>()!.Name).Trigger;
            var expected = trigger.Type switch
            {
                "httpTrigger" => typeof(HttpRequest),
                "queueTrigger" => typeof(string),
                _ => typeof(TimerInfo),
            };
            var others = method
                .GetParameters()
                .Where(parameter => parameter.Name != trigger.Name && parameter.ParameterType != typeof(CancellationToken))
                .ToList();

            Assert.Equal(expected, method.GetParameters().Single(parameter => parameter.Name == trigger.Name).ParameterType);
            Assert.All(
                others,
                parameter =>
                    Assert.True(
                        parameter.ParameterType == typeof(string)
                            && trigger.Route!.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal)
                            || trigger.Route == $"{{*{parameter.Name}}}",
                        $"{method.DeclaringType}: {parameter.Name}"
                    )
            );
            Assert.Contains(
                method.ReturnType,
                trigger.Is(FunctionBinding.Http) ? [typeof(IResult), typeof(Task<IResult>)] : new[] { typeof(Task) }
            );
        }
    }

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(Features)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Everything))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)));

    private static FunctionMetadata Function(string name, params FunctionBinding[] bindings) =>
        new(name, "App.dll", "App.Function.Run", "dotnet-isolated", bindings);
}
