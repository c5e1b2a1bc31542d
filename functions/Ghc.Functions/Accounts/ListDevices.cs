using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <param name="Name">What its browser says of itself, such as "Chrome, Android"; empty if it says nothing.</param>
/// <param name="This">True for the device that asks, else absent.</param>
public sealed record DeviceView(string DeviceId, string Name, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool? This);

/// <summary>The devices that show codes of the account without signing in.</summary>
public sealed class ListDevices(RequestAuthenticator authenticator, Passes passes, IOptions<SessionOptions> options, TimeProvider clock)
{
    [Function(nameof(ListDevices))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/account/devices")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        var oldest = clock.GetUtcNow() - options.Value.PassLifetime - Domain.Accounts.Device.SeenGrain;
        var own = passes.Read(request)?.Id;
        return Reply.Json(
            [
                .. signedIn
                    .Account.SignIn.Devices.Where(device => device.SeenAt > oldest)
                    .OrderByDescending(device => device.SeenAt)
                    .Select(device => new DeviceView(
                        device.Id,
                        device.Name,
                        device.FirstAt,
                        device.SeenAt,
                        device.Id == own ? true : null
                    )),
            ],
            AccountsJson.Types.DeviceViewArray
        );
    }
}
