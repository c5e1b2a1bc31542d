using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Tests.Contracts;

public sealed partial class SchemaTests
{
    private const string WithErrors = "lab-results-with-errors.json";

    public static TheoryData<string> GoodSamples =>
        [
            .. Directory
                .GetFiles(Path.Combine(Docs.Folder, "samples"), "*.json")
                .Select(f => Path.GetFileName(f)!)
                .Where(f => f != WithErrors),
        ];

    public static TheoryData<string> SchemaNames => [.. Docs.Schemas.Keys];

    [Theory]
    [MemberData(nameof(SchemaNames))]
    public void Schema_NamesItselfAndUsesOnlyKeywordsThatAreChecked(string name)
    {
        var schema = Docs.Schemas[name];

        JsonSchema.RequireKnownKeywords(schema);

        Assert.Equal(name, schema.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
        Assert.Equal(
            $"urn:ghc:schema:{name["ghc.".Length..].Replace(".v1", ":v1", StringComparison.Ordinal)}",
            schema.GetProperty("$id").GetString()
        );
    }

    [Theory]
    [MemberData(nameof(GoodSamples))]
    public void Sample_Good_HasNoErrors(string file)
    {
        var sample = Sample(file);

        var messages = sample is JsonArray many ? [.. many] : new List<JsonNode?> { sample };

        Assert.NotEmpty(messages);
        Assert.All(messages, m => Assert.Empty(Docs.Errors(m!)));
    }

    [Fact]
    public void Sample_WithErrors_IsWrongExactlyWherePlanted() =>
        Assert.Equal(
            [
                "$.results[1].sampledAt: format",
                "$.results[1].sampledAt: pattern",
                "$.results[2].result: enum",
                "$.results[3].idNumber: required",
                "$.results[4].accession: pattern",
            ],
            Docs.Errors(Sample(WithErrors))
        );

    [Fact]
    public void Examples_InMessagesGuide_FollowTheirSchemas()
    {
        var examples = JsonBlock().Matches(Docs.Text("messages.md")).Select(m => JsonNode.Parse(m.Groups[1].Value)!).ToList();

        Assert.Equal(
            ["ghc.lab-result.v1", "ghc.lab-results.v1", "ghc.border-crossing.v1"],
            examples.Select(e => e["schema"]!.GetValue<string>())
        );
        Assert.All(examples, e => Assert.Empty(Docs.Errors(e)));
    }

    [Fact]
    public void Row_OfBatch_HasTheRulesOfASingleResult()
    {
        var single = JsonNode.Parse(Docs.Text("schemas/ghc.lab-result.v1.json"))!["properties"]!.AsObject();
        single.Remove("schema");
        single.Remove("laboratory");

        Assert.True(
            JsonNode.DeepEquals(single, JsonNode.Parse(Docs.Text("schemas/ghc.lab-results.v1.json"))!["$defs"]!["result"]!["properties"])
        );
    }

    [Theory]
    [InlineData("laboratory", "\"GZ KingMed\"", "$.laboratory: pattern")]
    [InlineData("laboratory", "\"gz-kingmed\\n\"", "$.laboratory: pattern")]
    [InlineData("accession", "\"\"", "$.accession: pattern")]
    [InlineData("accession", "\"A\\u0009B\"", "$.accession: pattern")]
    [InlineData("revision", "0", "$.revision: minimum")]
    [InlineData("revision", "10000", "$.revision: maximum")]
    [InlineData("revision", "1.5", "$.revision: type")]
    [InlineData("revision", "\"1\"", "$.revision: type")]
    [InlineData("status", "\"amended\"", "$.status: enum")]
    [InlineData("idType", "\"id-card\"", "$.idType: enum")]
    [InlineData("idNumber", "\"123456789012345678901\"", "$.idNumber: maxLength")]
    [InlineData("idNumber", "\"\"", "$.idNumber: minLength")]
    [InlineData("idNumber", "null", "$.idNumber: type")]
    [InlineData("issuanceNumber", "2", "$.issuanceNumber: type")]
    [InlineData("issuanceNumber", "\"2nd\"", "$.issuanceNumber: pattern")]
    [InlineData("isuanceNumber", "\"02\"", "$.isuanceNumber: additionalProperties")]
    [InlineData("name", "\"\"", "$.name: minLength")]
    [InlineData("assay", "\"pcr\"", "$.assay: enum")]
    [InlineData("pooled", "\"false\"", "$.pooled: type")]
    [InlineData("sampledAt", "\"2022-07-11 08:20:00+08:00\"", "$.sampledAt: format", "$.sampledAt: pattern")]
    [InlineData("sampledAt", "\"2022-13-11T08:20:00+08:00\"", "$.sampledAt: format")]
    [InlineData("reportedAt", "1657522800", "$.reportedAt: type")]
    public void LabResult_OneMemberWrong_IsCaughtThere(string member, string json, params string[] errors)
    {
        var message = Sample("lab-result-negative.json");
        message[member] = JsonNode.Parse(json);

        Assert.Equal(errors, Docs.Errors(message).Order());
    }

    [Theory]
    [InlineData("lab-result-negative.json", "issuanceNumber", "revision")]
    [InlineData("lab-results-batch.json")]
    [InlineData("border-crossing-entry.json", "issuanceNumber")]
    public void Member_Missing_IsCaughtUnlessOptional(string file, params string[] optional)
    {
        foreach (var member in Sample(file).AsObject().Select(p => p.Key).Where(k => k != "schema"))
        {
            var message = Sample(file).AsObject();
            message.Remove(member);

            Assert.Equal(optional.Contains(member) ? [] : [$"$.{member}: required"], Docs.Errors(message));
        }
    }

    [Theory]
    [InlineData(0, "$.results: minItems")]
    [InlineData(200)]
    [InlineData(201, "$.results: maxItems")]
    public void Batch_Size_IsLimited(int rows, params string[] errors)
    {
        var batch = Sample("lab-results-batch.json");
        var row = batch["results"]![0]!;
        batch["results"] = new JsonArray([.. Enumerable.Range(0, rows).Select(_ => row.DeepClone())]);

        Assert.Equal(errors, Docs.Errors(batch));
    }

    [Fact]
    public void Batch_RowWithMembersOfTheMessage_IsCaught()
    {
        var batch = Sample("lab-results-batch.json");
        batch["results"]![0]!["laboratory"] = "gz-kingmed";

        Assert.Equal(["$.results[0].laboratory: additionalProperties"], Docs.Errors(batch));
    }

    [Theory]
    [InlineData("documentKey", "X1234567")]
    [InlineData("cause", "Lab result of ANNA")]
    public void RecomputeColor_PersonalData_DoesNotFit(string member, string value)
    {
        var message = new JsonObject
        {
            ["schema"] = "ghc.recompute-color.v1",
            ["documentKey"] = "3f9a1c0be27d48569b01d4c7aa62e815",
            ["cause"] = "lab-result",
        };
        Assert.Empty(Docs.Errors(message));

        message[member] = value;

        Assert.Equal([$"$.{member}: pattern"], Docs.Errors(message));
    }

    [Fact]
    public void Keyword_Unknown_IsNeverIgnored()
    {
        var schema = Docs.Parse("""{ "type": "object", "properties": { "a": { "multipleOf": 2 } } }""");

        Assert.Throws<NotSupportedException>(() => JsonSchema.RequireKnownKeywords(schema));
        Assert.Throws<NotSupportedException>(() => new JsonSchema(schema).Errors(Docs.Parse("""{ "a": 3 }""")));
    }

    private static JsonNode Sample(string file) => JsonNode.Parse(Docs.Text($"samples/{file}"))!;

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
