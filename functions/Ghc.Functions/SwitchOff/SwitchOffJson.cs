using System.Text.Json.Serialization;
using Ghc.Functions.Audit;
using Ghc.Platform.Json;

namespace Ghc.Functions.SwitchOff;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PublicSunset))]
[JsonSerializable(typeof(SunsetView))]
[JsonSerializable(typeof(SunsetPlanRequest))]
[JsonSerializable(typeof(SunsetSignatureRequest))]
[JsonSerializable(typeof(SunsetWithdrawalRequest))]
[JsonSerializable(typeof(WipeRecord))]
[JsonSerializable(typeof(WipedStore))]
[JsonSerializable(typeof(WipedKey))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(KeptPlan))]
[JsonSerializable(typeof(IReadOnlyList<KeptRules>))]
[JsonSerializable(typeof(IReadOnlyList<AuditAnchor>))]
public sealed partial class SwitchOffJson : JsonSerializerContext
{
    public static SwitchOffJson Types { get; } = new(JsonContract.CreateOptions());
}
