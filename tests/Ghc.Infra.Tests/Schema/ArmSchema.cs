using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Schema;

/// <summary>
/// Validates expanded resources against the ARM schema of their API version. The compiler checks the same schema before expansion, but
/// treats most enumerations as open, so it accepts a misspelled value; and it does not see values that come out of loops, unions and
/// parameters.
/// </summary>
internal static class ArmSchema
{
    private static readonly AzTypeLoader Loader = new();
    private static readonly Dictionary<string, CrossFileTypeReference> Index = new(
        Loader.LoadTypeIndex().Resources,
        StringComparer.OrdinalIgnoreCase
    );

    // Members of every resource that ARM adds or reads itself.
    private static readonly string[] Envelope = ["id", "type", "name", "apiVersion", "dependsOn"];

    public static IEnumerable<string> Complaints(Resource resource)
    {
        var version = $"{resource.Type}@{resource.Text("apiVersion")}";
        if (!Index.TryGetValue(version, out var reference))
        {
            return [$"{version}: no such API version"];
        }

        // Some types have a schema for each name, for example appsettings of Microsoft.Web/sites/config; it is the last part of ours.
        var node = resource.Node.DeepClone().AsObject();
        node["name"] = resource.ShortName;
        var path = $"{version} {resource.ShortName}";
        return Loader.LoadResourceType(reference).Body.Type switch
        {
            DiscriminatedObjectType body => CheckDiscriminated(body, node, path, Envelope),
            var body => CheckObject((ObjectType)body, node, path, Envelope),
        };
    }

    private static IEnumerable<string> Check(TypeBase type, JsonNode? value, string path) =>
        value is null || IsExpression(value)
            ? []
            : type switch
            {
                ObjectType of => value is JsonObject node ? CheckObject(of, node, path, []) : [$"{path}: not an object"],
                DiscriminatedObjectType of => value is JsonObject node
                    ? CheckDiscriminated(of, node, path, [])
                    : [$"{path}: not an object"],
                ArrayType of => value is JsonArray items ? CheckArray(of, items, path) : [$"{path}: not an array"],
                UnionType of => CheckUnion(of, value, path),
                StringLiteralType of => value.ToString() == of.Value ? [] : [$"{path}: {value} is not '{of.Value}'"],
                StringType of => CheckString(of, value, path),
                IntegerType of => CheckInteger(of, value, path),
                BooleanType => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                    ? []
                    : [$"{path}: {value} is not a boolean"],
                _ => [],
            };

    private static IEnumerable<string> CheckObject(ObjectType type, JsonObject node, string path, string[] envelope)
    {
        foreach (var (name, property) in type.Properties)
        {
            if (property.Flags.HasFlag(ObjectTypePropertyFlags.Required) && !envelope.Contains(name) && node[name] is null)
            {
                yield return $"{path}.{name}: missing";
            }
        }

        foreach (var (name, value) in node.Where(member => !envelope.Contains(member.Key)))
        {
            var at = $"{path}.{name}";
            var complaints = type.Properties.TryGetValue(name, out var property)
                ? property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)
                    ? [$"{at}: read-only"]
                    : Check(property.Type.Type, value, at)
                : type.AdditionalProperties is { } additional
                    ? Check(additional.Type, value, at)
                    : [$"{at}: unknown"];
            foreach (var complaint in complaints)
            {
                yield return complaint;
            }
        }
    }

    private static IEnumerable<string> CheckDiscriminated(DiscriminatedObjectType type, JsonObject node, string path, string[] envelope)
    {
        var key = node[type.Discriminator]?.ToString() ?? "";
        if (!type.Elements.TryGetValue(key, out var element))
        {
            return [$"{path}.{type.Discriminator}: '{key}' is none of {string.Join(", ", type.Elements.Keys)}"];
        }

        var properties = type
            .BaseProperties.Concat(((ObjectType)element.Type).Properties)
            .DistinctBy(property => property.Key)
            .ToDictionary();
        return CheckObject(new ObjectType(key, properties, ((ObjectType)element.Type).AdditionalProperties, null), node, path, envelope);
    }

    private static IEnumerable<string> CheckArray(ArrayType type, JsonArray items, string path) =>
        items.Count < (type.MinLength ?? 0) || items.Count > (type.MaxLength ?? long.MaxValue)
            ? [$"{path}: {items.Count} items"]
            : items.SelectMany((item, i) => Check(type.ItemType.Type, item, $"{path}[{i}]"));

    /// <summary>
    /// An enumeration that is open by its schema is closed here: a value that the schema does not name is a misspelling until somebody
    /// proves otherwise.
    /// </summary>
    private static IEnumerable<string> CheckUnion(UnionType type, JsonNode value, string path)
    {
        var elements = type.Elements.Select(element => element.Type).ToList();
        var literals = elements.OfType<StringLiteralType>().Select(literal => literal.Value).ToList();
        if (literals.Count > 0 && elements.All(element => element is StringLiteralType or StringType))
        {
            return literals.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase)
                ? []
                : [$"{path}: '{value}' is none of {string.Join(", ", literals)}"];
        }

        return elements.Any(element => !Check(element, value, path).Any()) ? [] : [$"{path}: {value} fits no alternative"];
    }

    private static IEnumerable<string> CheckString(StringType type, JsonNode value, string path)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return [$"{path}: {value} is not a string"];
        }

        var text = value.ToString();
        return text.Length < (type.MinLength ?? 0) || text.Length > (type.MaxLength ?? long.MaxValue)
                ? [$"{path}: {text.Length} characters"]
            : type.Pattern is { } pattern && !Regex.IsMatch(text, pattern) ? [$"{path}: '{text}' does not match {pattern}"]
            : [];
    }

    private static IEnumerable<string> CheckInteger(IntegerType type, JsonNode value, string path) =>
        value.GetValueKind() != JsonValueKind.Number ? [$"{path}: {value} is not a number"]
        : value.GetValue<double>() is var number && (number < (type.MinValue ?? long.MinValue) || number > (type.MaxValue ?? long.MaxValue))
            ? [$"{path}: {value} is out of range"]
        : [];

    /// <summary>What only Azure can evaluate, for example <c>[reference(…)]</c>.</summary>
    private static bool IsExpression(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && value.ToString() is ['[', not '[', .., ']'];
}
