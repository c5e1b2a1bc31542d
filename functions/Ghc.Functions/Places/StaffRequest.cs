using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Platform.Http;

namespace Ghc.Functions.Places;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StaffRequest(PhoneBody? Phone, string? Role, string? PlaceId, string? Name = null)
{
    /// <summary>For a name by which colleagues know each other.</summary>
    public const int MaxName = 40;

    public static bool IsStaffId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    public Outcome<(PhoneNumber Phone, Role Role, string? Name)> Parse()
    {
        var form = new Form();
        var role = form.Take("", RoleOf(Role, PlaceId));
        var phone = form.Take("", PhoneBody.Parse(Phone));
        var name = Name is null ? null : form.Take("name", VisibleLine.Parse(Name, MaxName));
        return form.Refusal is { } refusal ? refusal : (phone, role, name);
    }

    /// <summary>A role of a place comes with a place, the others without.</summary>
    public static Outcome<Role> RoleOf(string? name, string? placeId)
    {
        var form = new Form();
        form.Require(name is not null, "role", "field.missing");
        form.Require(
            name is null || Domain.Accounts.Role.Names.Contains(name),
            "role",
            "one-of",
            string.Join(", ", Domain.Accounts.Role.Names)
        );
        if (form.Refusal is { } refusal)
        {
            return refusal;
        }

        var scoped = Domain.Accounts.Role.IsScoped(name!);
        form.Require(scoped || placeId is null, "placeId", "staff.no-place");
        form.Require(!scoped || Place.IsId(placeId), "placeId", placeId is null ? "field.missing" : "place.id");
        return form.Refusal is { } wrong ? wrong : new Role(name!, placeId ?? "");
    }
}

/// <summary><paramref name="Phone"/> is masked.</summary>
public sealed record StaffView(string StaffId, string Phone, string Role, string? PlaceId, string? Name);
