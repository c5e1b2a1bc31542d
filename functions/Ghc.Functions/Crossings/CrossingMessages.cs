using System.Text;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Crossings;

/// <summary>A crossing with the document it was made on.</summary>
public sealed record ReportedCrossing(Document Document, Crossing Crossing);

/// <summary>Reads what borders send.</summary>
public static class CrossingMessages
{
    /// <summary>Somebody may have lived here for decades since: the latest crossing says who they are, in whatever year an applicant may name.</summary>
    private static readonly DateTimeOffset Earliest = ChinaTime.StartOf(new DateOnly(IdentityCheck.EarliestYear, 1, 1));

    public static Outcome<ReportedCrossing> Parse(string message, DateTimeOffset now)
    {
        if (JsonBody.Parse(Encoding.UTF8.GetBytes(message), CrossingsJson.Types.BorderCrossingMessage).Refused(out var refusal, out var row))
        {
            return refusal;
        }

        var form = new Form();
        form.Require(row.Schema == BorderCrossingMessage.SchemaName, "schema", "message.schema");
        form.Require(row.Port is { Length: > 0 and <= 60 } port && !port.Any(char.IsControl), "port", "message.port");
        var direction = form.Take("direction", Words.Parse<Direction>(row.Direction));
        var crossedAt = form.Take("crossedAt", MessageJson.Past(row.CrossedAt, now, Earliest, "crossing.too-early"));
        var document = form.Take("", Document.Parse(row.IdType, row.IdNumber, row.IssuanceNumber));
        var name = form.Take("name", PersonName.Parse(row.Name));
        return form.Refusal is { } wrong ? wrong : new ReportedCrossing(document, new Crossing(row.Port!, direction, crossedAt, name));
    }
}
