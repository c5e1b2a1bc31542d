using System.Text.Json.Serialization;
using Ghc.Functions.Texting.Reports;
using Ghc.Platform.Json;

namespace Ghc.Functions.Texting;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TextMessage))]
[JsonSerializable(typeof(TextContent))]
[JsonSerializable(typeof(DeliveryReportMessage))]
[JsonSerializable(typeof(TextDelivery))]
[JsonSerializable(typeof(IReadOnlyList<TencentReport>))]
[JsonSerializable(typeof(TencentReportsTaken))]
public sealed partial class TextingJson : JsonSerializerContext
{
    public static TextingJson Types { get; } = new(JsonContract.CreateOptions());
}
