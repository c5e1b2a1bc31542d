using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Poison;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PoisonListAnswer))]
[JsonSerializable(typeof(PoisonAnswer))]
[JsonSerializable(typeof(ReplayPoisonRequest))]
[JsonSerializable(typeof(ReplayPoisonAnswer))]
public sealed partial class PoisonJson : JsonSerializerContext
{
    public static PoisonJson Types { get; } = new(JsonContract.CreateOptions());
}
