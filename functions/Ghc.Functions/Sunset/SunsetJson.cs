using System.Text.Json.Serialization;
using Ghc.Domain.Sunset;
using Ghc.Platform.Json;

namespace Ghc.Functions.Sunset;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SunsetRecord))]
public sealed partial class SunsetJson : JsonSerializerContext
{
    public static SunsetJson Types { get; } = new(JsonContract.CreateOptions());
}
