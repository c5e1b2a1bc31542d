using System.Text.Json;
using System.Text.RegularExpressions;
using Ghc.Functions.Holders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Tests.Contracts;

public sealed class OpenApiTests
{
    private static readonly JsonElement Document = Docs.Json("openapi.json");
    private static readonly JsonSchema Schemas = new(Document);

    [Fact]
    public void References_Resolve()
    {
        var references = Members(Document, "$ref").Select(r => r.GetString()!).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Equal(JsonValueKind.Object, Schemas.Resolve(r).ValueKind));
    }

    [Fact]
    public void Operations_HaveUniqueIdsAndATag()
    {
        var ids = Operations().Select(o => o.GetProperty("operationId").GetString()!).ToList();

        Assert.All(ids, id => Assert.Matches("^[A-Z][A-Za-z]+$", id));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());

        var tags = Document.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()).ToHashSet();
        Assert.All(Operations(), o => Assert.Contains(Assert.Single(o.GetProperty("tags").EnumerateArray()).GetString(), tags));
    }

    [Fact]
    public void Operations_WithSession_SayWhatHappensWithoutOne() =>
        Assert.All(
            Operations().Where(o => !o.TryGetProperty("security", out _)),
            o => Assert.Contains("not-signed-in", Codes(Response(o.GetProperty("responses").GetProperty("401"))))
        );

    [Fact]
    public void PathParameters_AreDeclared() =>
        Assert.All(
            Document.GetProperty("paths").EnumerateObject(),
            path =>
                Assert.All(
                    path.Value.EnumerateObject(),
                    operation =>
                    {
                        var declared = operation.Value.TryGetProperty("parameters", out var all)
                            ? all.EnumerateArray()
                                .Where(p => p.GetProperty("in").GetString() == "path")
                                .Select(p => p.GetProperty("name").GetString()!)
                            : [];
                        var inPath = path.Name.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}'));
                        Assert.Equal(inPath.Order(), declared.Order());
                    }
                )
        );

    [Fact]
    public void Refusals_AreProblemsWithStableCodes()
    {
        var refusals = Operations().SelectMany(o => o.GetProperty("responses").EnumerateObject()).Where(r => r.Name[0] == '4').ToList();

        Assert.NotEmpty(refusals);
        Assert.All(
            refusals,
            r =>
            {
                var content = Assert.Single(Response(r.Value).GetProperty("content").EnumerateObject());
                Assert.Equal("application/problem+json", content.Name);
                Assert.Equal(
                    r.Name,
                    content.Value.GetProperty("schema").GetProperty("properties").GetProperty("status").GetProperty("const").GetRawText()
                );
                var codes = Codes(Response(r.Value));
                Assert.NotEmpty(codes);
                Assert.Equal(
                    codes,
                    content
                        .Value.GetProperty("examples")
                        .EnumerateObject()
                        .Select(e => e.Value.GetProperty("value").GetProperty("code").GetString()!)
                );
            }
        );
    }

    [Fact]
    public void Refusals_ThatPassWithTime_SayWhen() =>
        Assert.All(
            Operations().Select(o => o.GetProperty("responses")).Where(r => r.TryGetProperty("429", out _)),
            r => Assert.True(r.GetProperty("429").GetProperty("headers").TryGetProperty("Retry-After", out _))
        );

    [Fact]
    public void Bodies_AreStrict() =>
        Assert.All(
            Operations()
                .Where(o => o.TryGetProperty("requestBody", out _))
                .SelectMany(o =>
                    Leaves(o.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"))
                ),
            schema => Assert.True(schema.TryGetProperty("additionalProperties", out _), schema.GetRawText())
        );

    [Fact]
    public void Examples_FollowTheirSchemas()
    {
        var media = Operations()
            .SelectMany(o =>
                o.GetProperty("responses")
                    .EnumerateObject()
                    .Select(r => Response(r.Value))
                    .Concat(o.TryGetProperty("requestBody", out var body) ? [body] : [])
            )
            .Where(r => r.TryGetProperty("content", out _))
            .SelectMany(r => r.GetProperty("content").EnumerateObject().Select(c => c.Value))
            .ToList();
        var examples = media.SelectMany(m => Examples(m).Select(e => (Schema: m.GetProperty("schema"), Value: e))).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Empty(Schemas.Errors(e.Schema, e.Value)));
    }

    [Fact]
    public void Components_UseOnlyKeywordsThatAreChecked() =>
        Assert.All(
            Document.GetProperty("components").GetProperty("schemas").EnumerateObject(),
            s => JsonSchema.RequireKnownKeywords(s.Value)
        );

    [Fact]
    public void Values_AreThoseThatTheCodeTakes()
    {
        var schemas = Document.GetProperty("components").GetProperty("schemas");
        var queue = Document
            .GetProperty("paths")
            .GetProperty("/api/poison")
            .GetProperty("get")
            .GetProperty("parameters")
            .EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == "queue");
        Assert.Equal(QueueNames.All, queue.GetProperty("schema").GetProperty("enum").EnumerateArray().Select(name => name.GetString()!));

        var year = schemas.GetProperty("CrossingYear");
        Assert.Equal((true, true, false, false), (Takes("minimum", 0), Takes("maximum", 0), Takes("minimum", -1), Takes("maximum", 1)));

        var number = new Regex(schemas.GetProperty("IdNumber").GetProperty("pattern").GetString()!);
        Assert.All(
            Enumerable.Range(' ', '~' - ' ' + 1).Select(c => $"X1234{(char)c}567"),
            text => Assert.Equal(!Ghc.Domain.Documents.Document.Parse("passport", text, null).Refused(out _, out _), number.IsMatch(text))
        );

        bool Takes(string bound, int further) =>
            !IdentityClaim
                .Parse("ANNA SMITH", "GB", "passport", "X1234567", null, year.GetProperty(bound).GetInt32() + further)
                .Refused(out _, out _);
    }

    [Theory]
    [InlineData("LoginRequest", """{ "phone": { "number": "51234567" } }""", "$: anyOf")]
    [InlineData("Phone", """{ "areaCode": "HK", "number": "51234567" }""", "$.areaCode: pattern")]
    [InlineData("MeasureRequest", """{ "approves": "01j7x2v8m4", "kind": "confirmed" }""", "$: oneOf")]
    [InlineData("ScanRequest", """{ "healthcode": "GHC1:A" }""", "$.healthCode: required", "$.healthcode: additionalProperties")]
    public void Request_Wrong_IsCaughtWhereItIsWrong(string schema, string body, params string[] errors) =>
        Assert.Equal(errors, Schemas.Errors(Schemas.Resolve($"#/components/schemas/{schema}"), Docs.Parse(body)));

    private static IEnumerable<JsonElement> Operations() =>
        Document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value);

    private static JsonElement Response(JsonElement response) =>
        response.TryGetProperty("$ref", out var shared) ? Schemas.Resolve(shared.GetString()!) : response;

    private static IReadOnlyList<string> Codes(JsonElement problem) =>
        [
            .. problem
                .GetProperty("content")
                .GetProperty("application/problem+json")
                .GetProperty("schema")
                .GetProperty("properties")
                .GetProperty("code")
                .GetProperty("enum")
                .EnumerateArray()
                .Select(c => c.GetString()!),
        ];

    private static IEnumerable<JsonElement> Examples(JsonElement media) =>
        media.TryGetProperty("example", out var one) ? [one]
        : media.TryGetProperty("examples", out var many) ? many.EnumerateObject().Select(e => e.Value.GetProperty("value"))
        : [];

    private static IEnumerable<JsonElement> Leaves(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var there) ? Leaves(Schemas.Resolve(there.GetString()!))
        : schema.TryGetProperty("items", out var item) ? Leaves(item)
        : schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().SelectMany(Leaves)
        : [schema];

    private static IEnumerable<JsonElement> Members(JsonElement at, string name) =>
        at.ValueKind switch
        {
            JsonValueKind.Object => at.EnumerateObject().SelectMany(p => p.Name == name ? [p.Value] : Members(p.Value, name)),
            JsonValueKind.Array => at.EnumerateArray().SelectMany(e => Members(e, name)),
            _ => [],
        };
}
