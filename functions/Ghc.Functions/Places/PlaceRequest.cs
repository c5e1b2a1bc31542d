using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Platform.Http;

namespace Ghc.Functions.Places;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlaceRequest(string? Name, string? Area, string? Address, string? Type, string? NameEn = null)
{
    /// <summary>The place, but for its id.</summary>
    public Outcome<Place> Parse()
    {
        var form = new Form();
        var name = form.Take("name", VisibleLine.Parse(Name, 80));
        var nameEn = NameEn is null ? null : form.Take("nameEn", VisibleLine.Parse(NameEn, 80));
        var area = form.Take("area", VisibleLine.Parse(Area, 80));
        var address = form.Take("address", VisibleLine.Parse(Address, 200));
        form.Require(Type is not null, "type", "field.missing");
        form.Require(Type is null || Place.Kinds.Contains(Type), "type", "one-of", string.Join(", ", Place.Kinds));
        return form.Refusal is { } refusal ? refusal : new Place("", name, Type!, area, address) { NameEn = nameEn };
    }
}

/// <summary>A place as its people see it. <paramref name="Role"/>: manager or inspector.</summary>
public sealed record PlaceView(
    string PlaceId,
    string Name,
    string? NameEn,
    string Area,
    string Address,
    string Type,
    string Role,
    IReadOnlyList<InspectorView>? Inspectors
)
{
    public static PlaceView Of(Place place, string role, IReadOnlyList<InspectorView>? inspectors) =>
        new(place.Id, place.Name, place.NameEn, place.Area, place.Address, place.Kind, role, inspectors);
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InspectorRequest(PhoneBody? Phone, string? Name = null)
{
    public Outcome<(PhoneNumber Phone, string? Name)> Parse()
    {
        var form = new Form();
        var phone = form.Take("", PhoneBody.Parse(Phone));
        var name = Name is null ? null : form.Take("name", VisibleLine.Parse(Name, StaffRequest.MaxName));
        return form.Refusal is { } refusal ? refusal : (phone, name);
    }
}

/// <summary><paramref name="Phone"/> is masked.</summary>
/// <param name="Name">The name that colleagues see, if the inviting person gave one.</param>
public sealed record InspectorView(string InspectorId, string Phone, string? Name);
