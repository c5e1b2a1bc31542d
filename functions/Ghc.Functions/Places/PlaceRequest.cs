using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Places;
using Ghc.Platform.Http;

namespace Ghc.Functions.Places;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlaceRequest(string? Name, string? Area, string? Address, string? Type)
{
    /// <summary>The place, but for its id.</summary>
    public Outcome<Place> Parse()
    {
        var form = new Form();
        var name = form.Take("name", Line(Name, 80));
        var area = form.Take("area", Line(Area, 80));
        var address = form.Take("address", Line(Address, 200));
        form.Require(Type is not null, "type", "field.missing");
        form.Require(Type is null || Place.Kinds.Contains(Type), "type", "field.choice");
        return form.Refusal is { } refusal ? refusal : new Place("", name, Type!, area, address);
    }

    /// <summary>One line of visible text: a place's name is read at gates and told in texts.</summary>
    private static Outcome<string> Line(string? text, int most)
    {
        var line = text?.Trim() ?? "";
        return line.Length == 0 ? Refusal.Invalid("", "field.missing")
            : line.Length > most ? Refusal.Invalid("", "field.too-long")
            : !line.EnumerateRunes().All(VisibleText.IsVisible) ? Refusal.Invalid("", "field.characters")
            : VisibleText.HasLink(line) ? Refusal.Invalid("", "field.link")
            : VisibleText.HasLookAlike(line) ? Refusal.Invalid("", "field.look-alike")
            : line;
    }
}

/// <summary>A place as its people see it. <paramref name="Role"/>: manager or inspector.</summary>
public sealed record PlaceView(
    string PlaceId, string Name, string Area, string Address, string Type, string Role, IReadOnlyList<InspectorView>? Inspectors)
{
    public static PlaceView Of(Place place, string role, IReadOnlyList<InspectorView>? inspectors) =>
        new(place.Id, place.Name, place.Area, place.Address, place.Kind, role, inspectors);
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InspectorRequest(PhoneBody? Phone);

/// <summary><paramref name="Phone"/> is masked.</summary>
public sealed record InspectorView(string InspectorId, string Phone);
