using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Senders;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Sender))]
[JsonSerializable(typeof(SenderTokenClaims))]
[JsonSerializable(typeof(IntakeAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class SendersJson : JsonSerializerContext
{
    public static SendersJson Types { get; } = new(JsonContract.CreateOptions());
}
