using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Accounts;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountUpdate))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(DeviceView[]))]
[JsonSerializable(typeof(MovePhoneRequest))]
[JsonSerializable(typeof(MovePhoneAnswer))]
[JsonSerializable(typeof(RemovePhoneRequest))]
[JsonSerializable(typeof(SetEmailRequest))]
[JsonSerializable(typeof(RemoveEmailRequest))]
[JsonSerializable(typeof(AccountExport))]
public sealed partial class AccountsJson : JsonSerializerContext
{
    public static AccountsJson Types { get; } = new(JsonContract.CreateOptions());
}
