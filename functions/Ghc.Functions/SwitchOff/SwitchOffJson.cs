using System.Text.Json.Serialization;
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
public sealed partial class SwitchOffJson : JsonSerializerContext
{
    public static SwitchOffJson Types { get; } = new(JsonContract.CreateOptions());
}
