using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>A result with the document it is about.</summary>
public sealed record ReportedResult(Document Document, LabResult Result);

/// <summary>One result of a message. <paramref name="Message"/> says the same as a message of its own, so that a bad row can be put aside alone.</summary>
public sealed record LabRow(string Message, Outcome<ReportedResult> Result)
{
    /// <summary>As far as it can be read, so that a refusal can say what it is about.</summary>
    public string? Accession { get; init; }

    public int? Revision { get; init; }
}

/// <summary>Reads what laboratories send: a single result, or a batch whose rows stand or fall alone.</summary>
public static class LabMessages
{
    public const int MaxRows = 200;

    /// <summary>Letters as they came, not as six bytes of ASCII: a row that is put aside alone should not outgrow the message it came in.</summary>
    private static readonly JsonSerializerOptions AsItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nobody was tested before the disease was known.</summary>
    private static readonly DateTimeOffset FirstKnown = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static Outcome<IReadOnlyList<LabRow>> Parse(string message, DateTimeOffset now)
    {
        if (MessageJson.ReadObject(message).Refused(out var refusal, out var root))
        {
            return refusal;
        }

        return (string?)MessageJson.Text(root, "schema") switch
        {
            LabResultMessage.SchemaName => new[] { Row(message, root, ParseRow(message, now)) },
            LabResultMessage.BatchSchemaName => ParseBatch(message, root, now),
            _ => Refusal.Invalid("schema", "message.schema"),
        };
    }

    private static Outcome<IReadOnlyList<LabRow>> ParseBatch(string message, JsonObject root, DateTimeOffset now)
    {
        if (root.FirstOrDefault(member => member.Key is not ("schema" or "laboratory" or "results")) is { Key: { } unknown })
        {
            return Refusal.Invalid(unknown.Length <= 80 ? unknown : unknown[..80], "field.type");
        }

        if (root["results"] is not JsonArray { Count: > 0 and <= MaxRows } results)
        {
            return Refusal.Invalid("results", "message.results");
        }

        var laboratory = MessageJson.Text(root, "laboratory");
        return results.Select((row, index) => ParseBatchRow(row, index, message, laboratory, now)).ToArray();
    }

    private static LabRow ParseBatchRow(JsonNode? row, int index, string message, string? laboratory, DateTimeOffset now)
    {
        try
        {
            return row is JsonObject fields
                ? ParseSingle(fields, laboratory, now)
                : new LabRow(row?.ToJsonString(AsItCame) ?? "null", Refusal.Invalid("body", "body.object"));
        }
        catch (InvalidOperationException)
        {
            // Half a character ("\ud800"): no node with one can be written, so the row is put aside as the laboratory wrote it.
            using var document = JsonDocument.Parse(message);
            return new LabRow(document.RootElement.GetProperty("results")[index].GetRawText(), Refusal.Invalid("body", "body.encoding"));
        }
    }

    private static LabRow ParseSingle(JsonObject fields, string? laboratory, DateTimeOffset now)
    {
        // The laboratory of the message is the one whose signature counts: no row may bring its own.
        if (fields.ContainsKey("schema") || fields.ContainsKey("laboratory"))
        {
            return Row(fields.ToJsonString(AsItCame), fields, Refusal.Invalid(fields.ContainsKey("schema") ? "schema" : "laboratory", "field.type"));
        }

        var single = new JsonObject { ["schema"] = LabResultMessage.SchemaName, ["laboratory"] = laboratory };
        foreach (var (name, value) in fields)
        {
            single[name] = value?.DeepClone();
        }

        var message = single.ToJsonString(AsItCame);
        return Row(message, single, ParseRow(message, now));
    }

    private static LabRow Row(string message, JsonObject fields, Outcome<ReportedResult> result) => new(message, result)
    {
        Accession = Accession(fields),
        Revision = Revision(fields),
    };

    /// <summary>Null if it is missing or cannot be one.</summary>
    public static string? Accession(JsonObject fields) => MessageJson.Text(fields, "accession") is { } text && IsAccession(text) ? text : null;

    public static int? Revision(JsonObject fields) => fields["revision"] is JsonValue value && value.TryGetValue<int>(out var revision) ? revision : null;

    private static Outcome<ReportedResult> ParseRow(string message, DateTimeOffset now)
    {
        if (JsonBody.Parse(Encoding.UTF8.GetBytes(message), LabResultsJson.Types.LabResultMessage).Refused(out var refusal, out var row))
        {
            return refusal;
        }

        var form = new Form();
        form.Require(row.Schema == LabResultMessage.SchemaName, "schema", "message.schema");
        var document = form.Take("", Document.Parse(row.IdType, row.IdNumber, row.IssuanceNumber));
        var name = form.Take("name", PersonName.Parse(row.Name));
        var status = form.Take("status", Words.Parse<ResultStatus>(row.Status));
        var assay = form.Take("assay", Words.Parse<Assay>(row.Assay));
        var result = form.Take("result", Words.Parse<TestResult>(row.Result));
        var sampledAt = form.Take("sampledAt", MessageJson.Past(row.SampledAt, now, FirstKnown, "time.too-early"));
        var reportedAt = form.Take("reportedAt", MessageJson.Past(row.ReportedAt, now, FirstKnown, "time.too-early"));
        form.Require(IsLaboratory(row.Laboratory), "laboratory", "message.laboratory");
        form.Require(IsAccession(row.Accession), "accession", "message.accession");
        form.Require(row.Revision is >= 1 and <= 9999, "revision", "message.revision");
        form.Require(reportedAt >= sampledAt, "reportedAt", "message.reported-before-sampled");
        return form.Refusal is { } wrong ? wrong : new ReportedResult(
            document,
            new LabResult(
                row.Laboratory!, row.Accession!, row.Revision!.Value, status, assay, row.Pooled ?? false, result, sampledAt, reportedAt, name));
    }

    public static bool IsAccession(string? text) => text is { Length: > 0 and <= 64 } && text.All(c => c is >= ' ' and <= '~');

    public static bool IsLaboratory(string? text) =>
        text is { Length: > 0 and <= 40 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
