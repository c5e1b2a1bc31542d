using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>A result with the document it is about.</summary>
public sealed record ReportedResult(Document Document, LabResult Result);

/// <summary>
/// One result of a message. <paramref name="Message"/> is the row as a message of its own, so that a bad row can be dead-lettered alone.
/// </summary>
public sealed record LabRow(string Message, Outcome<ReportedResult> Result)
{
    /// <summary>As far as it can be read, so that a refusal can say what it is about.</summary>
    public string? Accession { get; init; }

    public int? Revision { get; init; }

    /// <summary>True if the laboratory meant a positive, even if the row is refused.</summary>
    public bool ReadsAsPositive { get; init; }

    /// <summary>Null if it cannot be read.</summary>
    public Document? Document { get; init; }
}

/// <summary>Reads what laboratories send: a single result, or a batch. Each row of a batch is accepted or refused by itself.</summary>
public static class LabMessages
{
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "schema", "laboratory", "results" };

    /// <param name="laboratory">The sender, for formats that have no member for it.</param>
    public static Outcome<IReadOnlyList<LabRow>> Parse(string message, DateTimeOffset now, string? laboratory = null) =>
        MessageJson.ReadObject(message).Refused(out var refusal, out var root) ? refusal : Read(message, root, now, laboratory);

    public static Outcome<IReadOnlyList<LabRow>> Read(LabLetter letter, DateTimeOffset now) =>
        letter.Root.Refused(out var refusal, out var root) ? refusal : Read(letter.Text, root, now, letter.Laboratory);

    private static Outcome<IReadOnlyList<LabRow>> Read(string message, JsonObject root, DateTimeOffset now, string? laboratory)
    {
        if (FormatUris.IsFhir(root))
        {
            return Judge(FhirMessages.Read(message, root, laboratory), now);
        }

        return MessageJson.Text(root, "schema") switch
        {
            LabResultMessage.SchemaName => new[] { Row(message, root, LabRowReader.Read(root, now)) },
            LabResultMessage.BatchSchemaName => ParseBatch(message, root, now),
            _ => Refusal.Invalid("schema", "message.schema"),
        };
    }

    /// <summary>Rows of another format as our own messages, judged by the same reader.</summary>
    public static Outcome<IReadOnlyList<LabRow>> Judge(Outcome<IReadOnlyList<MappedRow>> mapped, DateTimeOffset now) =>
        mapped.Refused(out var refusal, out var rows) ? refusal : rows.Select(row => row.Judge(now)).ToArray();

    private static Outcome<IReadOnlyList<LabRow>> ParseBatch(string message, JsonObject root, DateTimeOffset now)
    {
        if (root["results"] is not JsonArray { Count: > 0 } results)
        {
            return Refusal.Invalid("results", "message.results");
        }

        var envelope = new MessageFields(root);
        envelope.RemarkUnknown(Envelope);
        var laboratory = envelope.Text("laboratory");
        return results.Select((row, index) => ParseBatchRow(row, index, message, laboratory, now, envelope.Remarks)).ToArray();
    }

    private static LabRow ParseBatchRow(JsonNode? row, int index, string message, string? laboratory, DateTimeOffset now, Remarks remarks)
    {
        if (row is not JsonObject fields)
        {
            return new LabRow(Alone(row, index, message), Refusal.Invalid("body", "body.object"));
        }

        // The laboratory of the message is the one whose signature counts: no row may bring another.
        if (fields.ContainsKey("laboratory") && new MessageFields(fields).Text("laboratory") != laboratory)
        {
            return Row(Alone(fields, index, message), fields, Refusal.Invalid("laboratory", "field.type"));
        }

        var single = new JsonObject { ["schema"] = LabResultMessage.SchemaName, ["laboratory"] = laboratory };
        foreach (var (name, value) in fields)
        {
            if (name is "schema" or "laboratory")
            {
                remarks |= Remarks.UnknownMember;
                continue;
            }

            single[name] = value?.DeepClone();
        }

        var read = LabRowReader.Read(single, now);
        return read.Refused(out var refusal, out var reported)
            ? Row(Alone(single, index, message), single, refusal)
            : Row(
                Alone(single, index, message),
                single,
                reported with
                {
                    Result = reported.Result with { Remarks = reported.Result.Remarks | remarks },
                }
            );
    }

    /// <summary>
    /// A row as a message of its own. One with half a character ("\ud800") cannot be written anew, so it stays as the laboratory wrote it.
    /// </summary>
    private static string Alone(JsonNode? row, int index, string message)
    {
        try
        {
            return row?.ToJsonString(LabBatches.AsItCame) ?? "null";
        }
        catch (InvalidOperationException)
        {
            using var document = JsonDocument.Parse(message, MessageJson.Reading);
            return document.RootElement.GetProperty("results")[index].GetRawText();
        }
    }

    private static LabRow Row(string message, JsonObject fields, Outcome<ReportedResult> result) =>
        new(message, result)
        {
            Accession = Accession(fields),
            Revision = Revision(fields),
            ReadsAsPositive = LabRowReader.ReadsAsPositive(fields),
            Document = LabRowReader.FindDocument(fields),
        };

    /// <summary>Null if it is missing or cannot be one.</summary>
    public static string? Accession(JsonObject fields) =>
        new MessageFields(fields).Text("accession")?.Trim() is { } text && IsAccession(text) ? text : null;

    public static int? Revision(JsonObject fields) => new MessageFields(fields).Number("revision");

    /// <summary>Whatever names a sample in the laboratory's system, in any script.</summary>
    public static bool IsAccession(string? text) =>
        text is { Length: > 0 and <= 64 } && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c));
}
