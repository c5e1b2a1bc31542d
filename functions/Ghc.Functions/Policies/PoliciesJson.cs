using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Policies;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PolicyAnswer))]
[JsonSerializable(typeof(RollBackRequest))]
[JsonSerializable(typeof(Sweep))]
[JsonSerializable(typeof(SweepRange))]
[JsonSerializable(typeof(SweepView))]
[JsonSerializable(typeof(SweepRangeMessage))]
public sealed partial class PoliciesJson : JsonSerializerContext
{
    public static PoliciesJson Types { get; } = new(JsonContract.CreateOptions());
}
