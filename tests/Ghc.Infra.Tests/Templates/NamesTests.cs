using System.Reflection;
using System.Text.Json.Nodes;
using Ghc.Functions;
using Ghc.Functions.Texting.Provider;
using Ghc.Functions.Texting.Reports;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Infra.Tests.Templates;

/// <summary>What the templates call something is what the code calls it.</summary>
public sealed class NamesTests
{
    private static readonly JsonNode Names = JsonNode.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "names.json")))!;

    private static readonly Dictionary<string, MethodInfo> Functions = (
        from type in typeof(Features).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select (function.Name, method)
    ).ToDictionary(pair => pair.Name, pair => pair.method);

    [Fact]
    public void Names_AreThoseOfTheCode() => Assert.Empty(Differences(Names));

    [Fact]
    public void Lists_InTheCode_AreComplete()
    {
        Assert.Equal(Constants(typeof(TableNames)), TableNames.All.Order(StringComparer.Ordinal));
        Assert.Equal(Constants(typeof(QueueNames)), QueueNames.All.Order(StringComparer.Ordinal));
    }

    /// <summary>What the templates and the code call differently.</summary>
    public static IReadOnlyList<string> Differences(JsonNode names)
    {
        var (queues, functions) = (Values(names, "queues"), Values(names, "functions"));
        var triggered = Functions.Values.SelectMany(QueuesOf).ToList();
        return
        [
            .. Apart("table", names["tables"]!.AsArray().Select(name => name!.ToString()), TableNames.All),
            .. Apart("queue", queues, QueueNames.All),
            .. Apart("metric", Values(names, "metrics"), Constants(typeof(MetricNames))),
            .. queues
                .Where(name => $"{name}{names["poisonSuffix"]}" != QueueNames.PoisonOf(name))
                .Select(name => $"poison queue of {name}"),
            .. triggered.Except(queues).Select(name => $"queue of a function: {name}"),
            .. functions.Where(name => !Functions.ContainsKey(name)).Select(name => $"function {name}"),
            .. Functions.TryGetValue(names["functions"]!["ingestLabResults"]!.ToString(), out var ingest)
            && QueuesOf(ingest).SequenceEqual([names["queues"]!["labResults"]!.ToString()])
                ? []
                : new[] { "queue of laboratory results" },
        ];
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("china")]
    public void Settings_AreThoseThatTheCodeReads(string environment)
    {
        var settings = Snapshot
            .Read(environment)
            .One("Microsoft.Web/sites/config")
            .At("properties")!
            .AsObject()
            .ToDictionary(setting => setting.Key, setting => setting.Value!.ToString());
        (string Section, Type Options)[] sections =
        [
            ("Sms", typeof(SmsOptions)),
            ("Site", typeof(SiteOptions)),
            ("Keys", typeof(KeyOptions)),
            ("DeliveryReports", typeof(DeliveryReportOptions)),
        ];
        var read = sections
            .SelectMany(section =>
                settings
                    .Keys.Where(name => name.StartsWith($"{section.Section}__", StringComparison.Ordinal))
                    .Select(name => (section.Options, Path: name.Split("__")[1..]))
            )
            .ToList();

        Assert.True(read.Count >= 8);
        Assert.All(read, setting => Assert.NotNull(Property(setting.Options, setting.Path)));

        Assert.Equal(environment == "china" ? SmsOptions.TencentCloud : SmsOptions.Azure, settings["Sms__Provider"]);
        Assert.Contains("SecretName=pepper", settings["Keys__Pepper"], StringComparison.Ordinal);
        Assert.Contains(
            $"SecretName=sealing-{settings["Keys__Sealing__Current"]}",
            settings[$"Keys__Sealing__Keys__{settings["Keys__Sealing__Current"]}"],
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"SecretName=signing-{settings["Keys__Signing__Current"]}",
            settings[$"Keys__Signing__Keys__{settings["Keys__Signing__Current"]}"],
            StringComparison.Ordinal
        );
        Assert.Contains(TelemetryServices.AzureMonitor, settings.Keys);
        Assert.Contains($"{StorageClients.Connection}__queueServiceUri", settings.Keys);
    }

    private static Type? Property(Type type, string[] path) =>
        path is [] ? type
        : type.IsGenericType ? Property(type.GetGenericArguments()[1], path[1..])
        : type.GetProperty(path[0]) is { } property ? Property(property.PropertyType, path[1..])
        : null;

    private static IEnumerable<string> Apart(string kind, IEnumerable<string> templates, IEnumerable<string> code)
    {
        var (ours, theirs) = (templates.ToHashSet(StringComparer.Ordinal), code.ToHashSet(StringComparer.Ordinal));
        return ours.Except(theirs)
            .Select(name => $"{kind} {name} is not in the code")
            .Concat(theirs.Except(ours).Select(name => $"{kind} {name} is not in names.json"));
    }

    private static IEnumerable<string> QueuesOf(MethodInfo function) =>
        function
            .GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>())
            .OfType<QueueTriggerAttribute>()
            .Select(trigger => trigger.QueueName);

    private static List<string> Values(JsonNode names, string member) =>
        [.. names[member]!.AsObject().Select(name => name.Value!.ToString())];

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);
}
