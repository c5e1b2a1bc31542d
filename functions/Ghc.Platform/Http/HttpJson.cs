using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Platform.Http;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProblemBody))]
public sealed partial class HttpJson : JsonSerializerContext
{
    public static HttpJson Types { get; } = new(JsonContract.CreateOptions());
}
