using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>Registers a place; who did so manages it. The first managers are named by an administrator.</summary>
public sealed class CreatePlace(SessionDesk desk, StaffDesk staff, PlacesTable places, StaffRegister register, AuditTable audit, Pseudonyms pseudonyms)
{
    [Function(nameof(CreatePlace))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/places")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await desk.OpenStaffAsync(request, nameof(CreatePlace), cancellation)).Refused(out var refusal, out var caller)
            || (await JsonBody.ReadAsync(request, PlacesJson.Types.PlaceRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var described)
            || (await staff.CountAsync(caller.Account.Key, IdFor(described, caller), cancellation)).Refused(out refusal, out _))
        {
            return Reply.Problem(refusal);
        }

        var place = described with { Id = IdFor(described, caller) };
        await audit.AppendAsync(caller.Account.Key, "place-added", place.Id, "", cancellation);
        await places.PutAsync(place, cancellation);
        await register.AddAsync(caller.Account.Data!.Phone, new Role(Role.PlaceManager, place.Id), passwordHash: null, cancellation);
        return Reply.Json(PlaceView.Of(place, "manager", []), PlacesJson.Types.PlaceView, StatusCodes.Status201Created);
    }

    /// <summary>The same place by the same person is one place, however often an answer is lost on the way.</summary>
    private string IdFor(Place place, SignedIn caller) =>
        $"p-{Convert.ToHexStringLower(pseudonyms.Mac("place", string.Join('\n', caller.Account.Key, place.Name, place.Area, place.Address)).AsSpan(0, 8))}";
}
