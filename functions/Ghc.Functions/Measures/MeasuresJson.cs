using System.Text.Json.Serialization;
using Ghc.Domain.Measures;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MeasureCase))]
[JsonSerializable(typeof(MeasureRequest))]
[JsonSerializable(typeof(MeasureView))]
[JsonSerializable(typeof(MeasureList))]
[JsonSerializable(typeof(ExposureRequest))]
[JsonSerializable(typeof(ExposureView))]
[JsonSerializable(typeof(ExposureProgress))]
[JsonSerializable(typeof(ExposedPerson))]
[JsonSerializable(typeof(ExposedPage))]
[JsonSerializable(typeof(MeasureMessage))]
public sealed partial class MeasuresJson : JsonSerializerContext
{
    public static MeasuresJson Types { get; } = new(JsonContract.CreateOptions());
}
