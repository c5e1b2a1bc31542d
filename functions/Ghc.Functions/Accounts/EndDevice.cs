using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <summary>One device shows the codes of the account no longer without signing in.</summary>
public sealed class EndDevice(
    RequestAuthenticator authenticator,
    AccountsTable accounts,
    SessionEnder ender,
    IOptions<SessionOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(EndDevice))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/account/devices/{deviceId}")] HttpRequest request,
        string deviceId,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        var account = signedIn.Account;
        if (account.SignIn.Devices.All(device => device.Id != deviceId))
        {
            return Reply.Problem(new Refusal(RefusalCodes.DeviceNotFound));
        }

        await ender.EndAsync(account.Key, [new(deviceId, clock.GetUtcNow() + options.Value.PassLifetime)], cancellation);

        // Last, so that a call that ended halfway finds it and can be repeated.
        await accounts.ChangeSignInAsync(account.Key, state => state.WithoutDevice(deviceId), cancellation);
        return Reply.NoContent();
    }
}
