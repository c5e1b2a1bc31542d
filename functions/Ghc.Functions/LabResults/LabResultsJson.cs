using System.Text.Json.Serialization;
using Ghc.Domain.LabResults;
using Ghc.Platform.Json;

namespace Ghc.Functions.LabResults;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MissingTestsAnswer))]
[JsonSerializable(typeof(LabResultMessage))]
[JsonSerializable(typeof(AccessionHistory))]
[JsonSerializable(typeof(LabOutcome))]
[JsonSerializable(typeof(OutcomesAnswer))]
public sealed partial class LabResultsJson : JsonSerializerContext
{
    public static LabResultsJson Types { get; } = new(JsonContract.CreateOptions());
}
