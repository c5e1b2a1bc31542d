using System.Reflection;
using System.Text.Json;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Http;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>What others depend on, and what must agree in two places.</summary>
public sealed class CatalogTests
{
    /// <summary>
    /// A function that is added, renamed or moved is seen in review; deployments and alerts know functions by these names.
    /// </summary>
    [Fact]
    public void Functions_AreTheApprovedOnes()
    {
        var file = Path.Combine(Azurite.RepositoryRoot, "tests", "Ghc.Functions.Tests", "Catalog", "Functions.approved.txt");
        var functions = string.Join('\n', Functions().Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(file, functions);
        }

        Assert.True(
            functions == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"If this is meant, run this test with APPROVE=1, which writes {Path.GetFileName(file)}:\n{functions}"
        );
    }

    [Fact]
    public void HttpFunctions_AreInTheContract()
    {
        var paths = Docs.Json("openapi.json").GetProperty("paths");
        Assert.NotEmpty(HttpEndpoint.Api);
        Assert.All(
            HttpEndpoint.Api,
            endpoint =>
                Assert.True(
                    paths.TryGetProperty("/" + endpoint.Route, out var path)
                        && path.TryGetProperty(endpoint.Verb.ToLowerInvariant(), out _),
                    $"{endpoint} is not in docs/openapi.json."
                )
        );
    }

    [Fact]
    public void StorageNames_AreThoseOfTheTemplates()
    {
        using var names = JsonDocument.Parse(File.ReadAllText(Path.Combine(Azurite.RepositoryRoot, "infra", "names.json")));
        var tables = names.RootElement.GetProperty("tables").EnumerateArray().Select(name => name.GetString()!).ToList();
        var queues = names.RootElement.GetProperty("queues").EnumerateObject().Select(queue => queue.Value.GetString()!).ToList();

        Assert.Equal(Constants(typeof(TableNames)), TableNames.All.Order(StringComparer.Ordinal));
        Assert.Equal(Constants(typeof(QueueNames)), QueueNames.All.Order(StringComparer.Ordinal));
        Assert.Subset(tables.ToHashSet(), TableNames.All.ToHashSet());
        Assert.Subset(queues.ToHashSet(), QueueNames.All.ToHashSet());
        Assert.Equal("queue" + names.RootElement.GetProperty("poisonSuffix").GetString(), QueueNames.PoisonOf("queue"));
        Assert.All(
            names.RootElement.GetProperty("functions").EnumerateObject(),
            function => Assert.Contains(Functions(), line => line.StartsWith(function.Value.GetString() + " ", StringComparison.Ordinal))
        );
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Functions() =>
        from method in typeof(Features).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method.GetParameters().SelectMany(p => p.GetCustomAttributes()).Select(Describe).Single(text => text is not null)
        select $"{function.Name} {trigger}";

    private static string? Describe(Attribute attribute) =>
        attribute switch
        {
            HttpTriggerAttribute http => $"http {string.Join(',', http.Methods ?? [])} {http.Route}",
            QueueTriggerAttribute queue => $"queue {queue.QueueName} on {queue.Connection}",
            TimerTriggerAttribute timer => $"timer {timer.Schedule}",
            _ => null,
        };
}
