using System.Text.Json.Nodes;
using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>A resource of a message, with its path and its JSON as it came. <paramref name="Container"/> is set for a contained resource.</summary>
internal sealed record FhirPart(Resource Resource, string Path, JsonNode? Json, FhirPart? Container);

/// <summary>All resources of a message, found by reference.</summary>
internal sealed class FhirParts
{
    private readonly List<FhirPart> all = [];

    /// <summary>By full URL and by type/id. Null for an address that two resources have: nobody knows which one is meant.</summary>
    private readonly Dictionary<string, FhirPart?> byAddress = new(StringComparer.Ordinal);

    private FhirParts()
    {
    }

    public IReadOnlyList<FhirPart> All => all;

    public static FhirParts Of(Resource root, JsonObject json)
    {
        var parts = new FhirParts();
        if (root is not Bundle bundle)
        {
            parts.Add(new FhirPart(root, root.TypeName, json, null), null);
            return parts;
        }

        var entries = json["entry"] as JsonArray;
        foreach (var (index, entry) in (FhirValues.Read(() => bundle.Entry) ?? []).Index())
        {
            if (FhirValues.Read(() => entry.Resource) is { } resource)
            {
                var came = entries is not null && index < entries.Count ? (entries[index] as JsonObject)?["resource"] : null;
                parts.Add(new FhirPart(resource, $"Bundle.entry[{index}].resource", came, null), FhirValues.Text(() => entry.FullUrlElement));
            }
        }

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
            return all.FirstOrDefault(part => part.Container == container && part.Resource.Id == address[1..]);
        }

        var current = address.Split("/_history/")[0];
        return byAddress.TryGetValue(current, out var part) ? part
            : current.Split('/') is [.., var type, var id] && byAddress.TryGetValue($"{type}/{id}", out part) ? part
            : null;
    }

    public T? Find<T>(ResourceReference? reference, FhirPart from)
        where T : Resource => Find(reference, from)?.Resource as T;

    private void Add(FhirPart part, string? fullUrl)
    {
        all.Add(part);
        var named = part.Resource.Id is { Length: > 0 } id ? $"{part.Resource.TypeName}/{id}" : null;
        foreach (var address in new[] { fullUrl, named }.OfType<string>().Distinct())
        {
            byAddress[address] = byAddress.ContainsKey(address) ? null : part;
        }

        if (part.Resource is DomainResource { } domain)
        {
            var json = (part.Json as JsonObject)?["contained"] as JsonArray;
            foreach (var (index, contained) in (FhirValues.Read(() => domain.Contained) ?? []).Index())
            {
                all.Add(new FhirPart(contained, $"{part.Path}.contained[{index}]", json is not null && index < json.Count ? json[index] : null, part));
            }
        }
    }
}
