using System.Reflection;
using System.Text.Json.Nodes;
using Ghc.Functions;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Messaging.Sms;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Infra.Tests;

/// <summary>What the templates call something is what the code calls it.</summary>
public sealed class NamesTests
{
    /// <summary>Provisioned before the code that uses them: an app of the next version may start at any time.</summary>
    private static readonly string[] Ahead = [];

    private static readonly JsonNode Names = JsonNode.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "names.json")))!;

    private static readonly Dictionary<string, MethodInfo> Functions = (
        from type in typeof(GhcJson).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select (function.Name, method)).ToDictionary(pair => pair.Name, pair => pair.method);

    [Fact]
    public void Tables_AreThoseOfTheCode()
    {
        var named = Names["tables"]!.AsArray().Select(name => name!.ToString()).ToList();

        Assert.Equal(Constants(typeof(TableNames)), TableNames.All.Order(StringComparer.Ordinal));
        Assert.Equal(TableNames.All.Order(StringComparer.Ordinal), named.Where(name => TableNames.All.Contains(name) || !Ahead.Contains(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Queues_AreThoseOfTheCode_AndSoAreTheirPoisonQueues()
    {
        var named = Values("queues");

        Assert.Equal(Constants(typeof(QueueNames)), QueueNames.All.Order(StringComparer.Ordinal));
        Assert.Equal(QueueNames.All.Order(StringComparer.Ordinal), named.Where(name => QueueNames.All.Contains(name) || !Ahead.Contains(name)).Order(StringComparer.Ordinal));
        Assert.All(named, name => Assert.Equal($"{name}{Names["poisonSuffix"]}", QueueNames.PoisonOf(name)));
    }

    [Fact]
    public void EveryQueueOfAFunction_Exists() => Assert.All(
        Functions.Values.SelectMany(function => function.GetParameters()).Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()).OfType<QueueTriggerAttribute>(),
        trigger => Assert.Contains(trigger.QueueName, Values("queues")));

    [Fact]
    public void Functions_NamedInTheTemplates_AreThoseOfTheCode()
    {
        Assert.All(Values("functions"), name => Assert.Contains(name, Functions.Keys));
        var ingest = Functions[Names["functions"]!["ingestLabResults"]!.ToString()];
        Assert.Equal(Names["queues"]!["labResults"]!.ToString(), ingest.GetParameters().Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()).OfType<QueueTriggerAttribute>().Single().QueueName);
    }

    [Fact]
    public void Metrics_AreThoseOfTheCode() => Assert.Equal(Constants(typeof(MetricNames)), Values("metrics").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Settings_AreThoseThatTheCodeReads(string environment)
    {
        var settings = Snapshot.Read(environment).One("Microsoft.Web/sites/config").At("properties")!.AsObject().ToDictionary(setting => setting.Key, setting => setting.Value!.ToString());
        (string Section, Type Options)[] sections = [("Sms", typeof(SmsOptions)), ("Site", typeof(SiteOptions)), ("Keys", typeof(KeyOptions))];
        var read = sections.SelectMany(section => settings.Keys.Where(name => name.StartsWith($"{section.Section}__", StringComparison.Ordinal)).Select(name => (section.Options, Path: name.Split("__")[1..]))).ToList();

        Assert.True(read.Count >= 8);
        Assert.All(read, setting => Assert.NotNull(Property(setting.Options, setting.Path)));
        Assert.Equal(SmsOptions.Azure, settings["Sms__Provider"]);
        Assert.Contains("SecretName=pepper", settings["Keys__Pepper"], StringComparison.Ordinal);
        Assert.Contains($"SecretName=sealing-{settings["Keys__Sealing__Current"]}", settings[$"Keys__Sealing__Keys__{settings["Keys__Sealing__Current"]}"], StringComparison.Ordinal);
        Assert.Contains($"SecretName=signing-{settings["Keys__Signing__Current"]}", settings[$"Keys__Signing__Keys__{settings["Keys__Signing__Current"]}"], StringComparison.Ordinal);
        Assert.Contains(TelemetryServices.AzureMonitor, settings.Keys);
        Assert.Contains($"{StorageClients.Connection}__queueServiceUri", settings.Keys);
    }

    private static Type? Property(Type type, string[] path) =>
        path is [] ? type
        : type.IsGenericType ? Property(type.GetGenericArguments()[1], path[1..])
        : type.GetProperty(path[0]) is { } property ? Property(property.PropertyType, path[1..])
        : null;

    private static List<string> Values(string member) => [.. Names[member]!.AsObject().Select(name => name.Value!.ToString())];

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);
}
