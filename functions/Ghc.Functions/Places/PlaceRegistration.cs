using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Places;

/// <summary>Registers places, for their managers and for operators. The same checks for both, and Audit before the place.</summary>
public sealed class PlaceRegistration(
    InvitationLimit limit,
    PlacesTable places,
    StaffRegister register,
    RoleAssignments assignments,
    AuditTable audit,
    Pseudonyms pseudonyms
)
{
    /// <summary>A place of the caller, who manages it from now on.</summary>
    public async Task<Outcome<Place>> RegisterAsync(PlaceRequest request, SignedIn caller, CancellationToken cancellation)
    {
        if (request.Parse().Refused(out var refusal, out var described))
        {
            return refusal;
        }

        var place = described with { Id = IdFor(described, caller) };
        if ((await limit.CountAsync(caller.Account.Key, place.Id, cancellation)).Refused(out refusal, out _))
        {
            return refusal;
        }

        await PutAsync(place, caller.Account.Key, cancellation);
        await register.AddAsync(caller.Account.Data!.Phone!, new Role(Role.PlaceManager, place.Id), passwordHash: null, cancellation);
        return place;
    }

    /// <summary>A place under an id that an operator chose; one that is there already is changed.</summary>
    public async Task<Outcome<Place>> PutAsync(string id, PlaceRequest request, string by, CancellationToken cancellation)
    {
        if (!Place.IsId(id))
        {
            return Refusal.Invalid("placeId", "place.id");
        }

        if (request.Parse().Refused(out var refusal, out var described))
        {
            return refusal;
        }

        var place = described with { Id = id };
        await PutAsync(place, by, cancellation);
        return place;
    }

    /// <summary>
    /// Takes a place away, with the roles of its people; false if there is none. The place goes last, so that a call that was cut off is
    /// finished by repeating it. Visits there stay, and can no longer be followed by an exposure.
    /// </summary>
    public async Task<bool> RemoveAsync(string id, string by, CancellationToken cancellation)
    {
        if (!Place.IsId(id) || await places.FindAsync(id, cancellation) is null)
        {
            return false;
        }

        await audit.AppendAsync(by, "place-removed", id, "", cancellation);
        foreach (var key in await places.ListMembersAsync(id, cancellation))
        {
            await assignments.RemoveAsync(key, new Role(Role.Inspector, id), by, cancellation);
            await assignments.RemoveAsync(key, new Role(Role.PlaceManager, id), by, cancellation);
        }

        await places.RemoveAsync(id, cancellation);
        return true;
    }

    private async Task PutAsync(Place place, string by, CancellationToken cancellation)
    {
        await audit.AppendAsync(by, "place-added", place.Id, place.Kind, cancellation);
        await places.PutAsync(place, cancellation);
    }

    /// <summary>The same place by the same person is one place, however often an answer is lost on the way.</summary>
    private string IdFor(Place place, SignedIn caller) =>
        $"p-{Convert.ToHexStringLower(pseudonyms.Mac("place", string.Join('\n', caller.Account.Key, place.Name, place.Area, place.Address)).AsSpan(0, 8))}";
}
