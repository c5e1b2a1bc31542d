using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>Registers a place; who did so manages it. The first managers are named by an administrator.</summary>
public sealed class CreatePlace(RequestAuthenticator authenticator, PlaceRegistration registration)
{
    [Function(nameof(CreatePlace))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/places")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(CreatePlace), cancellation)).Refused(out var refusal, out var caller)
        || (await JsonBody.ReadAsync(request, PlacesJson.Types.PlaceRequest, cancellation)).Refused(out refusal, out var body)
        || (await registration.RegisterAsync(body, caller, cancellation)).Refused(out refusal, out var place)
            ? Reply.Problem(refusal)
            : Reply.Json(PlaceView.Of(place, "manager", []), PlacesJson.Types.PlaceView, StatusCodes.Status201Created);
}
