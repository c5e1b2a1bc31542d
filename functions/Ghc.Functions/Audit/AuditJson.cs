using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Audit;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AuditEntry))]
public sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Types { get; } = new(JsonContract.CreateOptions());
}
