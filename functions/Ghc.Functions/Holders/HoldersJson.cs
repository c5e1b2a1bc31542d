using System.Text.Json.Serialization;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Platform.Json;

namespace Ghc.Functions.Holders;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RenewDocumentRequest))]
[JsonSerializable(typeof(RecomputeColorMessage))]
[JsonSerializable(typeof(HolderStatus))]
[JsonSerializable(typeof(StoredFact<Crossing>), TypeInfoPropertyName = "StoredFactCrossing")]
[JsonSerializable(typeof(StoredFact<LabResult>), TypeInfoPropertyName = "StoredFactLabResult")]
[JsonSerializable(typeof(StoredFact<Measure>), TypeInfoPropertyName = "StoredFactMeasure")]
[JsonSerializable(typeof(StoredFact<UnreadableReport>), TypeInfoPropertyName = "StoredFactUnreadableReport")]
[JsonSerializable(typeof(ResultMoved))]
[JsonSerializable(typeof(Document))]
public sealed partial class HoldersJson : JsonSerializerContext
{
    public static HoldersJson Types { get; } = new(JsonContract.CreateOptions());
}
