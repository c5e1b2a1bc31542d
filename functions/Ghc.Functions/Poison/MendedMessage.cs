using System.Text;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Poison;

/// <summary>
/// What a mended message may change. What the sender said about whom, and could be read, stays as it was: nobody turns somebody red in a
/// laboratory's name. What could not be read may be mended, and counts once a second person agrees.
/// </summary>
public static class MendedMessage
{
    /// <summary>True if a second person has to agree; refused if it changes what could be read.</summary>
    public static Outcome<bool> Check(string queue, string original, string mended, DateTimeOffset now)
    {
        if (queue is not (QueueNames.LabResults or QueueNames.BorderCrossings))
        {
            return true;
        }

        var (before, after) = (Statements(queue, original, now), Statements(queue, mended, now));
        var needsApproval = after.Count > before.Count;
        foreach (var (index, said) in after.Index())
        {
            foreach (var (field, value) in said)
            {
                var known = index < before.Count ? before[index][field] : null;
                if (known is not null && known != value)
                {
                    return Refusal.Invalid($"message.{field}", "poison.kept");
                }

                needsApproval |= known is null && value is not null;
            }
        }

        return needsApproval;
    }

    /// <summary>What each row says, by field; null for what cannot be read. Nothing if the message as a whole cannot.</summary>
    private static IReadOnlyList<Dictionary<string, string?>> Statements(string queue, string message, DateTimeOffset now)
    {
        var text =
            CompactJws.IsMeant(message) && !CompactJws.Parse(message).Refused(out _, out var jws)
                ? Encoding.UTF8.GetString(jws.Payload)
                : message;
        return queue == QueueNames.BorderCrossings ? Crossing(text)
            : LabMessages.Parse(text, now).Refused(out _, out var rows) ? []
            : [.. rows.Select(Result)];
    }

    private static Dictionary<string, string?> Result(LabRow row)
    {
        var fields = MessageJson.ReadObject(row.Message).Refused(out _, out var read) ? [] : read;
        var members = new MessageFields(fields);
        return new()
        {
            ["laboratory"] = members.Text("laboratory") is { } id && Sender.IsId(id) ? id : null,
            ["accession"] = row.Accession,
            ["revision"] = row.Revision is { } revision ? $"{revision}" : null,
            ["idNumber"] = row.Document?.Canonical,
            ["status"] = members.Choice<ResultStatus>("status") is { } status ? $"{status}" : null,
            ["assay"] = members.Choice<Assay>("assay") is { } assay ? $"{assay}" : null,
            ["pooled"] = members.Flag("pooled") is { } pooled ? $"{pooled}" : null,
            ["result"] = members.Choice<TestResult>("result") is { } result ? $"{result}" : null,
            ["sampledAt"] = members.Time("sampledAt") is { } time ? $"{time.UtcTicks}" : null,
        };
    }

    private static IReadOnlyList<Dictionary<string, string?>> Crossing(string text)
    {
        if (MessageJson.ReadObject(text).Refused(out _, out var read))
        {
            return [];
        }

        var members = new MessageFields(read);
        return
        [
            new()
            {
                ["idNumber"] = members.Document().Refused(out _, out var document) ? null : document.Canonical,
                ["name"] = PersonName.Parse(members.Text("name")).Refused(out _, out var name) ? null : name.Text,
                ["nameInChinese"] = PersonName.Parse(members.Text("nameInChinese")).Refused(out _, out var chinese) ? null : chinese.Text,
                ["crossedAt"] = members.Time("crossedAt") is { } time ? $"{time.UtcTicks}" : null,
                ["direction"] = members.Choice<Direction>("direction") is { } direction ? $"{direction}" : null,
                ["border"] = members.Text("border"),
            },
        ];
    }
}
