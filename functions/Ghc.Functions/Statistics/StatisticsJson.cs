using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Statistics;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PublicDay))]
[JsonSerializable(typeof(StatisticsAnswer))]
public sealed partial class StatisticsJson : JsonSerializerContext
{
    public static StatisticsJson Types { get; } = new(JsonContract.CreateOptions());
}
