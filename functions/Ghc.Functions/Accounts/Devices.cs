using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <param name="Name">What its browser says of itself, such as "Chrome, Android"; empty if it says nothing.</param>
/// <param name="This">True for the device that asks, else absent.</param>
public sealed record DeviceView(string DeviceId, string Name, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool? This);

/// <summary>The devices that show codes of the account without signing in, and an end to one of them.</summary>
public sealed class Devices(
    RequestAuthenticator authenticator, Passes passes, AccountsTable accounts, HoldersTable holders, IOptions<SessionOptions> options, TimeProvider clock)
{
    [Function("ListDevices")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/account/devices")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        var oldest = clock.GetUtcNow() - options.Value.PassLifetime - Domain.Accounts.Device.SeenGrain;
        var own = passes.Read(request)?.Id;
        return Reply.Json(
            [.. signedIn.Account.SignIn.Devices.Where(device => device.SeenAt > oldest).OrderByDescending(device => device.SeenAt)
                .Select(device => new DeviceView(device.Id, device.Name, device.FirstAt, device.SeenAt, device.Id == own ? true : null))],
            AccountsJson.Types.DeviceViewArray);
    }

    [Function("EndDevice")]
    public async Task<IResult> End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/account/devices/{deviceId}")] HttpRequest request, string deviceId, CancellationToken cancellation)
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

        var now = clock.GetUtcNow();
        var ended = new EndedSession(deviceId, now + options.Value.PassLifetime);
        await accounts.ChangeDataAsync(account.Key, data => data with { Sessions = SessionCut.Ending(data.Sessions, ended, now) }, cancellation);
        if (await accounts.LoadAsync(account.Key, cancellation) is { Data.Sessions: { } cut } changed)
        {
            await holders.CutSessionsAsync(changed, cut, cancellation);
        }

        // Last, so that a call that ended halfway finds it and can be repeated.
        await accounts.ChangeSignInAsync(account.Key, state => state.WithoutDevice(deviceId), cancellation);
        return Reply.NoContent();
    }
}
