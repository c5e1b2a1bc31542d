using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Companions;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CompanionRequest))]
[JsonSerializable(typeof(CompanionAdded))]
[JsonSerializable(typeof(IReadOnlyList<CompanionView>))]
public sealed partial class CompanionsJson : JsonSerializerContext
{
    public static CompanionsJson Types { get; } = new(JsonContract.CreateOptions());
}
