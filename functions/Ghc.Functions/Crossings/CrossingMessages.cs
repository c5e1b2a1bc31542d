using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Crossings;

/// <summary>A crossing with the document it was made on.</summary>
public sealed record ReportedCrossing(Document Document, Crossing Crossing);

/// <summary>
/// Reads what borders send. Document, a name and the time must be readable, because they prove who somebody is; everything else that is
/// wrong becomes a remark, so that nobody is turned away for it.
/// </summary>
public static class CrossingMessages
{
    /// <summary>
    /// Somebody may have lived here for decades since: the latest crossing says who they are, in whatever year an applicant may name.
    /// </summary>
    private static readonly DateTimeOffset Earliest = ChinaTime.StartOf(new DateOnly(IdentityCheck.EarliestYear, 1, 1));

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "schema",
        "port",
        "direction",
        "crossedAt",
        "idType",
        "idNumber",
        "issuanceNumber",
        "name",
        "nameInChinese",
        "border",
    };

    public static Outcome<ReportedCrossing> Parse(string message, DateTimeOffset now)
    {
        if (MessageJson.ReadObject(message).Refused(out var refusal, out var root))
        {
            return refusal;
        }

        var fields = new MessageFields(root);
        fields.RemarkUnknown(Members);
        var form = new Form();
        form.Require(fields.Text("schema") == BorderCrossingMessage.SchemaName, "schema", "message.schema");
        var crossedAt = form.Take("crossedAt", CrossedAt(fields, now));
        var document = form.Take("", fields.Document());
        var chinese = NameInChinese(fields);
        var name = PersonName.Parse(fields.Text("name"));
        if (chinese is null)
        {
            form.Take("name", name);
        }

        return form.Refusal is { } wrong ? wrong : new ReportedCrossing(document, Crossing(fields, crossedAt, name, chinese));
    }

    private static Crossing Crossing(MessageFields fields, DateTimeOffset crossedAt, Outcome<PersonName> read, PersonName? chinese)
    {
        if (read.Refused(out _, out var name))
        {
            fields.Remark(Remarks.NameUnreadable);
        }

        return new Crossing(Port(fields), DirectionOf(fields), crossedAt, name ?? chinese!)
        {
            NameInChinese = name is null ? null : chinese,
            Remarks = fields.Remarks,
        };
    }

    private static Outcome<DateTimeOffset> CrossedAt(MessageFields fields, DateTimeOffset now) =>
        fields.Time("crossedAt") is null && fields.Has("crossedAt")
            ? Refusal.Invalid("", "field.type")
            : MessageJson.Past(fields.Time("crossedAt"), now, Earliest, "crossing.too-early");

    private static PersonName? NameInChinese(MessageFields fields)
    {
        if (!fields.Has("nameInChinese"))
        {
            return null;
        }

        if (!PersonName.Parse(fields.Text("nameInChinese")).Refused(out _, out var name))
        {
            return name;
        }

        fields.Remark(Remarks.ChineseNameUnreadable);
        return null;
    }

    /// <summary>Empty if it is unreadable.</summary>
    private static string Port(MessageFields fields)
    {
        if (fields.Text("port")?.Trim() is { Length: > 0 and <= 60 } port && !port.Any(char.IsControl))
        {
            return port;
        }

        fields.Remark(Remarks.PortUnreadable);
        return "";
    }

    private static Direction DirectionOf(MessageFields fields)
    {
        if (fields.Choice<Direction>("direction") is { } direction)
        {
            return direction;
        }

        fields.Remark(Remarks.DirectionAssumed);
        return Direction.Entry;
    }
}
