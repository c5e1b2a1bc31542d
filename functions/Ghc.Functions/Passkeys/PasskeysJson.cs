using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Passkeys;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PasskeyChallengeRequest))]
[JsonSerializable(typeof(PasskeyChallengeAnswer))]
[JsonSerializable(typeof(NewPasskeyAnswer))]
[JsonSerializable(typeof(AddPasskeyRequest))]
[JsonSerializable(typeof(PasskeyView))]
[JsonSerializable(typeof(ClientData))]
[JsonSerializable(typeof(PasskeyView[]))]
public sealed partial class PasskeysJson : JsonSerializerContext
{
    public static PasskeysJson Types { get; } = new(JsonContract.CreateOptions());
}
