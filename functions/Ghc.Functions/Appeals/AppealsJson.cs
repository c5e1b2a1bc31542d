using System.Text.Json.Serialization;
using Ghc.Domain.Appeals;
using Ghc.Platform.Json;

namespace Ghc.Functions.Appeals;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Appeal))]
[JsonSerializable(typeof(QueuedAppeal))]
[JsonSerializable(typeof(AppealRequest))]
[JsonSerializable(typeof(AppealAnswerRequest))]
[JsonSerializable(typeof(OwnAppeal))]
[JsonSerializable(typeof(OwnAppeals))]
[JsonSerializable(typeof(AppealSummary))]
[JsonSerializable(typeof(AppealQueue))]
[JsonSerializable(typeof(AppealDetails))]
public sealed partial class AppealsJson : JsonSerializerContext
{
    public static AppealsJson Types { get; } = new(JsonContract.CreateOptions());
}
