using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Colors;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ColorNewsMessage))]
public sealed partial class ColorsJson : JsonSerializerContext
{
    public static ColorsJson Types { get; } = new(JsonContract.CreateOptions());
}
