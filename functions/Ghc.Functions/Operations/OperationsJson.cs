using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Operations;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(HealthAnswer))]
public sealed partial class OperationsJson : JsonSerializerContext
{
    public static OperationsJson Types { get; } = new(JsonContract.CreateOptions());
}
