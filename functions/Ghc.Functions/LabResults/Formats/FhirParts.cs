using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Platform.Queues;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// A resource of a message, with its path and its JSON as it came. <paramref name="Container"/> is set for a contained resource.
/// </summary>
/// <param name="Bundle">The bundle that holds it; null if none does.</param>
internal sealed record FhirPart(Resource Resource, string Path, JsonObject Json, FhirPart? Container, FhirBundle? Bundle);

/// <param name="Timestamp">When the bundle was put together.</param>
internal sealed record FhirBundle(string Path, string? Timestamp);

/// <summary>
/// All resources of a message, found by reference. Each is read by itself, so that one which cannot be read costs no other.
/// </summary>
internal sealed class FhirParts
{
    /// <summary>
    /// A message is not refused for its form, since its sender cannot correct it at once. What cannot be read is treated as missing.
    /// </summary>
    private static readonly FhirJsonDeserializer Deserializer = new(new DeserializerSettings().UsingMode(DeserializationMode.Ostrich));

    private readonly List<FhirPart> all = [];
    private readonly List<(string Path, JsonObject Json)> unreadable = [];

    /// <summary>By full URL and by type/id. Null for an address that two resources share, since it is ambiguous.</summary>
    private readonly Dictionary<string, FhirPart?> byAddress = new(StringComparer.Ordinal);

    private FhirParts() { }

    public IReadOnlyList<FhirPart> All => all;

    /// <summary>Resources that the library cannot read.</summary>
    public IReadOnlyList<(string Path, JsonObject Json)> Unreadable => unreadable;

    public static FhirParts Of(JsonObject root, string type)
    {
        var parts = new FhirParts();
        parts.AddAll(root, type, type, null, null);
        return parts;
    }

    /// <summary>Null if the message does not hold it.</summary>
    public FhirPart? Find(ResourceReference? reference, FhirPart from)
    {
        if (FhirValues.Text(() => reference?.ReferenceElement) is not { } address)
        {
            return null;
        }

        if (address.StartsWith('#'))
        {
            var container = from.Container ?? from;
            return all.Where(part => part.Container == container && IdOf(part.Resource) == address[1..]).Take(2).ToList() is [var only]
                ? only
                : null;
        }

        var current = address.Split("/_history/")[0];
        return byAddress.TryGetValue(current, out var part) ? part
            : current.Split('/') is [.., var type, var id] && byAddress.TryGetValue($"{type}/{id}", out part) ? part
            : null;
    }

    public T? Find<T>(ResourceReference? reference, FhirPart from)
        where T : Resource => Find(reference, from)?.Resource as T;

    /// <summary>
    /// A resource, or those inside of it: a bundle can stand in the parameters of an operation (<c>$process-notification</c>), and in
    /// another bundle.
    /// </summary>
    private void AddAll(JsonObject json, string path, string? type, string? fullUrl, FhirBundle? bundle)
    {
        var list = type switch
        {
            "Bundle" => "entry",
            "Parameters" => "parameter",
            _ => null,
        };
        if (list is null)
        {
            Add(json, path, null, fullUrl, bundle);
            return;
        }

        var inside = type == "Bundle" ? new FhirBundle(path, MessageJson.Text(json, "timestamp")) : bundle;
        foreach (var (index, item) in (json[list] as JsonArray ?? []).Index())
        {
            if (item is JsonObject fields && fields["resource"] is JsonObject resource)
            {
                AddAll(
                    resource,
                    $"{path}.{list}[{index}].resource",
                    MessageJson.Text(resource, "resourceType"),
                    MessageJson.Text(fields, "fullUrl"),
                    inside
                );
            }
        }
    }

    private void Add(JsonObject json, string path, FhirPart? container, string? fullUrl, FhirBundle? bundle)
    {
        if (Read(json) is not { } resource)
        {
            unreadable.Add((path, json));
            return;
        }

        var part = new FhirPart(resource, path, json, container, bundle);
        all.Add(part);
        if (container is not null)
        {
            return;
        }

        foreach (
            var address in new[] { fullUrl, IdOf(resource) is { } id ? $"{resource.TypeName}/{id}" : null }.OfType<string>().Distinct()
        )
        {
            byAddress[address] = byAddress.ContainsKey(address) ? null : part;
        }

        foreach (var (index, contained) in (json["contained"] as JsonArray ?? []).Index())
        {
            if (contained is JsonObject fields)
            {
                Add(fields, $"{path}.contained[{index}]", part, null, bundle);
            }
        }
    }

    private static string? IdOf(Resource resource) => FhirValues.Text(() => resource.IdElement);

    /// <summary>Null if even the most lenient mode cannot read it.</summary>
    private static Resource? Read(JsonObject json)
    {
        var alone = json.DeepClone().AsObject();
        alone.Remove("contained");
        try
        {
            Deserializer.TryDeserializeResource(alone.ToJsonString(), out var resource, out _);
            return resource;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or CodedValidationException)
        {
            return null;
        }
    }
}
