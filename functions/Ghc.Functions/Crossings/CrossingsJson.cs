using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Crossings;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BorderCrossingMessage))]
public sealed partial class CrossingsJson : JsonSerializerContext
{
    public static CrossingsJson Types { get; } = new(JsonContract.CreateOptions());
}
