using System.Text.Json.Serialization;
using Ghc.Domain.Accounts;
using Ghc.Platform.Json;

namespace Ghc.Functions.AccountStore;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccountData))]
[JsonSerializable(typeof(AccountHolder))]
[JsonSerializable(typeof(SignInState))]
[JsonSerializable(typeof(EmailClaim))]
[JsonSerializable(typeof(RoleProposal))]
[JsonSerializable(typeof(RoleGrant))]
public sealed partial class AccountStoreJson : JsonSerializerContext
{
    public static AccountStoreJson Types { get; } = new(JsonContract.CreateOptions());
}
