using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Tests.Contracts;

/// <summary>
/// JSON Schema 2020-12 as far as our documents use it. A keyword that is not known here is an error, never ignored: a schema must not
/// promise what nobody checks. Formats are assertions.
/// </summary>
public sealed partial class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "$defs", "title", "description", "default"];

    /// <summary>One line per error: where in the value, and the keyword that failed: <c>$.results[1].sampledAt: format</c>.</summary>
    public IReadOnlyList<string> Errors(JsonElement value) => Errors(root, value);

    /// <summary>The same for a schema inside the root document; its references are resolved in the root.</summary>
    public IReadOnlyList<string> Errors(JsonElement schema, JsonElement value) => [.. Check(schema, value, "$")];

    public JsonElement Resolve(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"Only local references are known: {reference}");
        }

        return reference[2..]
            .Split('/')
            .Aggregate(
                root,
                (at, name) =>
                    at.TryGetProperty(name.Replace("~1", "/", StringComparison.Ordinal), out var next)
                        ? next
                        : throw new NotSupportedException($"Nothing at {reference}")
            );
    }

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string path) =>
        schema.EnumerateObject().SelectMany(keyword => Check(schema, keyword, value, path));

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string path)
    {
        var rule = keyword.Value;
        return keyword.Name switch
        {
            "$ref" => Check(Resolve(rule.GetString()!), value, path),
            "anyOf" => Unless(rule.EnumerateArray().Any(s => Holds(s, value))),
            "oneOf" => Unless(rule.EnumerateArray().Count(s => Holds(s, value)) == 1),
            "type" => Unless(
                rule.ValueKind == JsonValueKind.Array
                    ? rule.EnumerateArray().Any(t => IsOf(t.GetString()!, value))
                    : IsOf(rule.GetString()!, value)
            ),
            "const" => Unless(JsonElement.DeepEquals(rule, value)),
            "enum" => Unless(rule.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value))),
            "required" => rule.EnumerateArray()
                .Where(n => IsObject(value) && !value.TryGetProperty(n.GetString()!, out _))
                .Select(n => $"{path}.{n.GetString()}: required"),
            "properties" => IsObject(value)
                ? rule.EnumerateObject()
                    .SelectMany(p => value.TryGetProperty(p.Name, out var v) ? Check(p.Value, v, $"{path}.{p.Name}") : [])
                : [],
            "additionalProperties" => IsObject(value) ? Others(schema, value).SelectMany(p => Additional(rule, p, path)) : [],
            "items" => value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().SelectMany((v, i) => Check(rule, v, $"{path}[{i}]"))
                : [],
            "minItems" => Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32()),
            "maxItems" => Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32()),
            "minimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal()),
            "maximum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal()),
            "minLength" => Unless(Text(value) is not { } t || t.EnumerateRunes().Count() >= rule.GetInt32()),
            "maxLength" => Unless(Text(value) is not { } t || t.EnumerateRunes().Count() <= rule.GetInt32()),
            "pattern" => Unless(Text(value) is not { } t || Regex.IsMatch(t, AsDotNet(rule.GetString()!), RegexOptions.CultureInvariant)),
            "format" => Unless(Text(value) is not { } t || IsFormat(rule.GetString()!, t)),
            var name when Annotations.Contains(name) => [],
            var name => throw new NotSupportedException($"Unknown keyword {name} at {path}"),
        };

        IEnumerable<string> Unless(bool holds) => holds ? [] : [$"{path}: {keyword.Name}"];
    }

    /// <summary>Throws for a keyword that is not known anywhere below, also where no value leads.</summary>
    public static void RequireKnownKeywords(JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var below = (keyword.Name, keyword.Value.ValueKind) switch
            {
                ("properties" or "$defs", _) => keyword.Value.EnumerateObject().Select(p => p.Value),
                ("anyOf" or "oneOf", _) => keyword.Value.EnumerateArray(),
                ("items" or "additionalProperties", JsonValueKind.Object) => [keyword.Value],
                _ => Enumerable.Empty<JsonElement>(),
            };
            if (!Annotations.Contains(keyword.Name) && !Assertions.Contains(keyword.Name))
            {
                throw new NotSupportedException($"Unknown keyword {keyword.Name}");
            }

            below.ToList().ForEach(RequireKnownKeywords);
        }
    }

    private static readonly HashSet<string> Assertions =
    [
        "$ref",
        "anyOf",
        "oneOf",
        "type",
        "const",
        "enum",
        "required",
        "properties",
        "additionalProperties",
        "items",
        "minItems",
        "maxItems",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "pattern",
        "format",
    ];

    private bool Holds(JsonElement schema, JsonElement value) => !Check(schema, value, "$").Any();

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonProperty> Others(JsonElement schema, JsonElement value) =>
        value.EnumerateObject().Where(p => !schema.TryGetProperty("properties", out var named) || !named.TryGetProperty(p.Name, out _));

    private IEnumerable<string> Additional(JsonElement rule, JsonProperty property, string path) =>
        rule.ValueKind switch
        {
            JsonValueKind.False => [$"{path}.{property.Name}: additionalProperties"],
            JsonValueKind.True => [],
            _ => Check(rule, property.Value, $"{path}.{property.Name}"),
        };

    private static bool IsOf(string type, JsonElement value) =>
        type switch
        {
            "object" => IsObject(value),
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && decimal.IsInteger(value.GetDecimal()),
            _ => throw new NotSupportedException($"Unknown type {type}"),
        };

    private static bool IsFormat(string format, string text) =>
        format switch
        {
            "date-time" => Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "uri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            _ => throw new NotSupportedException($"Unknown format {format}"),
        };

    /// <summary>In .NET a final $ also matches before a line break at the end; in JSON Schema (ECMA-262) it does not.</summary>
    private static string AsDotNet(string pattern) => pattern.EndsWith('$') ? pattern[..^1] + "\\z" : pattern;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex Rfc3339();
}
