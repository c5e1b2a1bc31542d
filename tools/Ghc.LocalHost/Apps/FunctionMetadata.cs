using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.LocalHost.Apps;

/// <summary>A function of an app, as the build of the app describes it in the file functions.metadata.</summary>
/// <param name="ScriptFile">The assembly that holds the function.</param>
/// <param name="EntryPoint">Namespace, class and method.</param>
public sealed record FunctionMetadata(
    string Name,
    string ScriptFile,
    string EntryPoint,
    string Language,
    IReadOnlyList<FunctionBinding> Bindings
)
{
    /// <summary>The file's name inside a published app.</summary>
    public const string FileName = "functions.metadata";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    [JsonIgnore]
    public FunctionBinding Trigger => Bindings.Single(binding => binding.IsTrigger);

    /// <exception cref="InvalidDataException">The file is missing, no JSON, or describes a function without exactly one
    /// trigger.</exception>
    public static IReadOnlyList<FunctionMetadata> ReadAll(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"{folder} is no published function app: it has no {FileName}.");
        }

        try
        {
            using var content = File.OpenRead(file);
            var functions = JsonSerializer.Deserialize<List<FunctionMetadata>>(content, Json) ?? [];
            return functions.FirstOrDefault(function => function.Bindings.Count(binding => binding.IsTrigger) != 1) is { } odd
                ? throw new InvalidDataException($"{file}: the function {odd.Name} does not have exactly one trigger.")
                : functions;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file} is not what a build writes: {fault.Message}", fault);
        }
    }
}

/// <summary>A trigger or another binding of a function. Which members are set depends on <paramref name="Type"/>.</summary>
/// <param name="Type">For example httpTrigger, queueTrigger or timerTrigger.</param>
/// <param name="Direction">In or Out.</param>
/// <param name="DataType">String, Binary or Stream; null if the worker may choose.</param>
/// <param name="Connection">The name of the setting that holds the connection.</param>
public sealed record FunctionBinding(
    string Name,
    string Type,
    string Direction,
    string? DataType = null,
    string? Route = null,
    IReadOnlyList<string>? Methods = null,
    string? QueueName = null,
    string? Connection = null,
    string? Schedule = null,
    bool RunOnStartup = false,
    bool UseMonitor = true,
    string? AuthLevel = null
)
{
    public const string Http = "httpTrigger";
    public const string Queue = "queueTrigger";
    public const string Timer = "timerTrigger";

    [JsonIgnore]
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);
}
