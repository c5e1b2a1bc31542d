using System.Text.Json.Serialization;
using Ghc.Domain.Policies;
using Ghc.Platform.Json;

namespace Ghc.Functions.Rules;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PolicyVersion))]
public sealed partial class RulesJson : JsonSerializerContext
{
    public static RulesJson Types { get; } = new(JsonContract.CreateOptions());
}
