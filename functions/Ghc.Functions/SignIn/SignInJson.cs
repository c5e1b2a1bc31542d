using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.SignIn;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SendSmsCodeRequest))]
[JsonSerializable(typeof(SendEmailCodeRequest))]
[JsonSerializable(typeof(SendSmsCodeAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(FreePhoneRequest))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(SetPasswordRequest))]
[JsonSerializable(typeof(AssistLoginRequest))]
[JsonSerializable(typeof(AssistLoginAnswer))]
public sealed partial class SignInJson : JsonSerializerContext
{
    public static SignInJson Types { get; } = new(JsonContract.CreateOptions());
}
