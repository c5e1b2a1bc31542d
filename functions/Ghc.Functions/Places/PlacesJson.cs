using System.Text.Json.Serialization;
using Ghc.Domain.Places;
using Ghc.Platform.Json;

namespace Ghc.Functions.Places;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PlaceRequest))]
[JsonSerializable(typeof(PlaceView))]
[JsonSerializable(typeof(IReadOnlyList<PlaceView>))]
[JsonSerializable(typeof(FoundPlaces))]
[JsonSerializable(typeof(InspectorRequest))]
[JsonSerializable(typeof(InspectorView))]
[JsonSerializable(typeof(IReadOnlyList<InspectorView>))]
[JsonSerializable(typeof(StaffRequest))]
[JsonSerializable(typeof(StaffView))]
[JsonSerializable(typeof(Place))]
public sealed partial class PlacesJson : JsonSerializerContext
{
    public static PlacesJson Types { get; } = new(JsonContract.CreateOptions());
}
