using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Codes;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(PrintCodeRequest))]
[JsonSerializable(typeof(PrintCodeAnswer))]
[JsonSerializable(typeof(PrintedCodeView[]))]
public sealed partial class CodesJson : JsonSerializerContext
{
    public static CodesJson Types { get; } = new(JsonContract.CreateOptions());
}
