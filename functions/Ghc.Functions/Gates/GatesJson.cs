using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Gates;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StartShiftRequest))]
[JsonSerializable(typeof(StartShiftAnswer))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanAnswer))]
[JsonSerializable(typeof(VisitView[]))]
[JsonSerializable(typeof(OfflineVisitsRequest))]
[JsonSerializable(typeof(OfflineVisitsAnswer))]
[JsonSerializable(typeof(VisitMessage))]
public sealed partial class GatesJson : JsonSerializerContext
{
    public static GatesJson Types { get; } = new(JsonContract.CreateOptions());
}
