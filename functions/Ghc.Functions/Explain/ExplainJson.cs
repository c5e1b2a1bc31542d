using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Explain;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FindHolderRequest))]
[JsonSerializable(typeof(ReleaseHolderRequest))]
[JsonSerializable(typeof(FindHolderAnswer))]
[JsonSerializable(typeof(AssessmentAnswer))]
[JsonSerializable(typeof(LookUpList))]
public sealed partial class ExplainJson : JsonSerializerContext
{
    public static ExplainJson Types { get; } = new(JsonContract.CreateOptions());
}
