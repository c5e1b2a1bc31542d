using System.Text;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Splits the body of an HTTP call into queue messages. The body is a result, a batch of any length, an array of either, FHIR R4, or HL7
/// v2.
/// </summary>
public static class LabParcels
{
    /// <summary>
    /// Refused if it is neither JSON nor HL7 v2, or names another laboratory. Rows are judged when they are taken in; those of other
    /// formats become our own, or stay as they came if they cannot.
    /// </summary>
    public static Outcome<IReadOnlyList<string>> Split(string text, string laboratory, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Hl7Messages.IsMeant(bytes))
        {
            return Pack(LabMessages.Judge(Hl7Messages.Read(bytes, laboratory), now), laboratory);
        }

        if (MessageJson.ReadObjects(text).Refused(out var refusal, out var roots))
        {
            return refusal;
        }

        var messages = new List<string>();
        foreach (var root in roots)
        {
            if (root.ContainsKey("laboratory") && MessageJson.Text(root, "laboratory") != laboratory)
            {
                return Refusal.Invalid("laboratory", "message.other-sender");
            }

            if (
                !FormatUris.IsFhir(root)
                && MessageJson.Text(root, "schema") is not (LabResultMessage.SchemaName or LabResultMessage.BatchSchemaName)
            )
            {
                return Refusal.Invalid("schema", "message.schema");
            }

            try
            {
                if (!FormatUris.IsFhir(root))
                {
                    messages.AddRange(Split(root, laboratory));
                }
                else if (
                    Pack(LabMessages.Parse(root.ToJsonString(LabBatches.AsItCame), now, laboratory), laboratory)
                        .Refused(out refusal, out var parts)
                )
                {
                    return refusal;
                }
                else
                {
                    messages.AddRange(parts);
                }
            }
            catch (InvalidOperationException)
            {
                // Half a character ("\ud800"), which cannot be written anew.
                return Refusal.Invalid("body", "body.encoding");
            }
        }

        return messages;
    }

    /// <summary>A row that names another laboratory refuses the whole body: nobody hands in for others.</summary>
    private static Outcome<IReadOnlyList<string>> Pack(Outcome<IReadOnlyList<LabRow>> read, string laboratory)
    {
        if (read.Refused(out var refusal, out var rows))
        {
            return refusal;
        }

        var results = rows.Select(row => row.Result.Refused(out _, out var reported) ? null : reported.Result).ToList();
        if (results.Any(result => result is not null && result.Laboratory != laboratory))
        {
            return Refusal.Invalid("laboratory", "message.other-sender");
        }

        var good = rows.Where((_, index) => results[index] is not null)
            .Select(row => LabBatches.Row(JsonNode.Parse(row.Message)!.AsObject()));
        var bad = rows.Where((_, index) => results[index] is null).Select(row => row.Message);
        return (string[])[.. LabBatches.Pack(laboratory, good, SenderIntake.MaxMessageBytes).Select(batch => batch.Message), .. bad];
    }

    private static IEnumerable<string> Split(JsonObject root, string laboratory)
    {
        if (root["results"] is JsonArray { Count: > 0 } rows)
        {
            return LabBatches
                .Pack(laboratory, rows.Select(row => row?.ToJsonString(LabBatches.AsItCame) ?? "null"), SenderIntake.MaxMessageBytes)
                .Select(batch => batch.Message);
        }

        root["laboratory"] = laboratory;
        return [root.ToJsonString(LabBatches.AsItCame)];
    }
}
