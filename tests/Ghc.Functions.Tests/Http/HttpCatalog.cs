using System.Reflection;
using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Http;

/// <summary>A function as the attributes of the app declare it, so that a new one is tested without anybody thinking of it.</summary>
public sealed partial record HttpEndpoint(string Function, string Verb, string Route)
{
    public static IReadOnlyList<HttpEndpoint> All { get; } =
    [
        .. from method in typeof(Features).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let http = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(a => a is not null)
        where function is not null && http is not null
        from verb in http.Methods is { Length: > 0 } methods ? methods : ["get"]
        orderby http.Route, verb
        select new HttpEndpoint(function.Name, verb.ToUpperInvariant(), http.Route!),
    ];

    /// <summary>The catch-all that serves the site is no call of the API.</summary>
    public static IEnumerable<HttpEndpoint> Api => All.Where(endpoint => endpoint.Route.StartsWith("api/", StringComparison.Ordinal));

    /// <summary>By the published contract; a few calls say everything by their address.</summary>
    public bool TakesABody =>
        Docs.Json("openapi.json")
            .GetProperty("paths")
            .GetProperty("/" + Route)
            .GetProperty(Verb.ToLowerInvariant())
            .TryGetProperty("requestBody", out _);

    /// <summary>Shift tokens open the gate's calls only.</summary>
    public bool TakesAShift => Route is "api/scan" or "api/visits/offline";

    public string Path(string parameter) => Parameter().Replace(Route, Uri.EscapeDataString(parameter));

    public override string ToString() => $"{Verb} {Route}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
