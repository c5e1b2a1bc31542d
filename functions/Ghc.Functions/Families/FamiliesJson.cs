using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Families;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FamilyRequest))]
[JsonSerializable(typeof(FamilyAnswer))]
[JsonSerializable(typeof(CompanionsRequest))]
[JsonSerializable(typeof(CompanionsAnswer))]
public sealed partial class FamiliesJson : JsonSerializerContext
{
    public static FamiliesJson Types { get; } = new(JsonContract.CreateOptions());
}
