using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Applications;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(ApplyAnswer))]
[JsonSerializable(typeof(RenewDocumentAnswer))]
public sealed partial class ApplicationsJson : JsonSerializerContext
{
    public static ApplicationsJson Types { get; } = new(JsonContract.CreateOptions());
}
