using System.Text;
using System.Text.Json.Nodes;
using Ghc.Cli.LabFiles;
using Ghc.Functions.LabResults;
using Ghc.Functions.LabResults.Formats;

namespace Ghc.Functions.Tests.Formats;

/// <summary>
/// Whatever stands at whatever place, reading ends in rows or a refusal, never in an exception that would hold up the queue.
/// </summary>
public sealed class AnyShapeTests
{
    public static TheoryData<string, string> Values =>
        [
            .. from file in new[] { "fhir-bundle.json", "fhir-report.json" }
            from value in new[]
            {
                "7",
                "\"x\"",
                "\"\"",
                "\"\\ud800\"",
                "true",
                "null",
                "[]",
                "{}",
                "[[]]",
                "[null]",
                "[{}]",
                "{\"reference\":\"#n\"}",
            }
            select (file, value),
        ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Fhir_AtEveryPlace(string file, string value)
    {
        var places = 0;
        foreach (var message in Replacements(Mapped.Sample(file)))
        {
            _ = LabMessageAuthenticator.Open(message.Replace("\"@\"", value, StringComparison.Ordinal)).Refused(out _, out _);
            if (
                !LabMessages
                    .Parse(message.Replace("\"@\"", value, StringComparison.Ordinal), Mapped.Now, "gz-kingmed")
                    .Refused(out _, out var rows)
            )
            {
                Assert.All(rows, row => Assert.NotEmpty(row.Message));
            }

            places++;
        }

        Assert.InRange(places, 50, 500);
    }

    [Fact]
    public void Hl7_CutAnywhere()
    {
        var bytes = Encoding.UTF8.GetBytes(Mapped.Sample("hl7-oru.hl7"));
        for (var length = 0; length <= bytes.Length; length++)
        {
            var _ = LabMessages.Judge(Hl7Messages.Read(bytes[..length], null), Mapped.Now).Refused(out var _, out var _);
        }
    }

    [Fact]
    public void Csv_CutAnywhere()
    {
        var text = Mapped.Sample("results.csv");
        for (var length = 0; length <= text.Length; length++)
        {
            if (
                !CsvTable.Read(text[..length]).Refused(out var _, out var table)
                && !CsvColumns.Find(table, []).Refused(out var _, out var columns)
            )
            {
                Assert.All(table.Rows, row => Assert.NotNull(CsvRows.Map(row, table, columns, "gz-kingmed").Judge(Mapped.Now)));
            }
        }
    }

    /// <summary>The message with a mark at each of its values in turn.</summary>
    private static IEnumerable<string> Replacements(string message)
    {
        var root = JsonNode.Parse(message)!;
        foreach (var place in Places(root).ToList())
        {
            JsonNode mark = JsonValue.Create("@");
            place.ReplaceWith(mark);
            yield return root.ToJsonString();
            mark.ReplaceWith(place);
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject fields => fields.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        {
            yield return child;
            foreach (var inner in Places(child))
            {
                yield return inner;
            }
        }
    }
}
