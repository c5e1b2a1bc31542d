using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Passkeys;

/// <param name="Name">The browser that it was added with, such as "Chrome, Android"; empty if that said nothing.</param>
public sealed record PasskeyView(string PasskeyId, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt)
{
    public static PasskeyView Of(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.AddedAt, passkey.UsedAt);
}

/// <summary>The caller's own passkeys, the latest first.</summary>
public sealed class ListPasskeys(RequestAuthenticator authenticator)
{
    [Function(nameof(ListPasskeys))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/account/passkeys")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenOwnerAsync(request, nameof(ListPasskeys), cancellation)).Refused(out var refusal, out var caller)
            ? Reply.Problem(refusal)
            : Reply.Json(
                [.. caller.Account.SignIn.Passkeys.OrderByDescending(passkey => passkey.AddedAt).Select(PasskeyView.Of)],
                PasskeysJson.Types.PasskeyViewArray
            );
}
