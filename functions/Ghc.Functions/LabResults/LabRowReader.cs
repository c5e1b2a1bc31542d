using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Reads one result. What decides a color must be readable: laboratory, accession, document, result and sampling time. Everything else that is wrong becomes a remark,
/// because nobody may stay green for a misspelled name (docs/adr/0015-what-does-not-decide-a-color.md).
/// </summary>
public static class LabRowReader
{
    /// <summary>Nobody was tested before the disease was known.</summary>
    private static readonly DateTimeOffset FirstKnown = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A report that comes later than this after its sample is a mistyped one.</summary>
    private static readonly TimeSpan LongestReport = TimeSpan.FromDays(30);

    /// <summary>How far ahead a sampling time can be by a clock that is wrong or a zone that was forgotten.</summary>
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(24);

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "schema", "laboratory", "accession", "revision", "status", "idType", "idNumber", "issuanceNumber", "name", "assay", "pooled", "result", "sampledAt", "reportedAt",
    };

    public static Outcome<ReportedResult> Read(JsonObject row, DateTimeOffset now)
    {
        var fields = new MessageFields(row);
        fields.RemarkUnknown(Members);
        var form = new Form();
        var laboratory = fields.Text("laboratory");
        var accession = LabMessages.Accession(row);
        form.Require(fields.Text("schema") == LabResultMessage.SchemaName, "schema", "message.schema");
        form.Require(Sender.IsId(laboratory), "laboratory", "message.laboratory");
        form.Require(accession is not null, "accession", "message.accession");
        var document = form.Take("", fields.Document());
        var result = form.Take("result", Required(fields.Choice<TestResult>("result"), fields.Has("result")));
        var sampledAt = form.Take("sampledAt", SampledAt(fields, result, now));
        if (form.Refusal is { } wrong)
        {
            return wrong;
        }

        var reportedAt = ReportedAt(fields, sampledAt, now);
        return new ReportedResult(document, new LabResult(
            laboratory!, accession!, RevisionOf(fields, reportedAt), Status(fields), AssayOf(fields, result), Pooled(fields, result), result, sampledAt,
            reportedAt ?? sampledAt, NameOf(fields)) { Remarks = fields.Remarks });
    }

    /// <summary>True for a row whose result can be read as positive, whatever else is wrong with it.</summary>
    public static bool ReadsAsPositive(JsonObject row) => new MessageFields(row).Choice<TestResult>("result") == TestResult.Positive;

    /// <summary>The document of a row that cannot be used, so that its owner can be told; null if it is what cannot be read.</summary>
    public static Document? FindDocument(JsonObject row) => new MessageFields(row).Document().Refused(out _, out var document) ? null : document;

    private static Outcome<DateTimeOffset> SampledAt(MessageFields fields, TestResult result, DateTimeOffset now)
    {
        var written = fields.Time("sampledAt");
        if (written is null && fields.Has("sampledAt"))
        {
            return Refusal.Invalid("", "field.type");
        }

        // A positive must not wait until a wrong clock is right. A negative must: it would pass for fresher than it is.
        if (result is TestResult.Positive or TestResult.Inconclusive && written > now && written <= now + FurthestAhead)
        {
            fields.Remark(Remarks.SampledInFuture);
            return now;
        }

        return MessageJson.Past(written, now, FirstKnown, "time.too-early");
    }

    private static DateTimeOffset? ReportedAt(MessageFields fields, DateTimeOffset sampledAt, DateTimeOffset now)
    {
        var written = fields.Time("reportedAt");
        if (written is not { } time || time < sampledAt || time > sampledAt + LongestReport)
        {
            fields.Remark(Remarks.ReportTimeAssumed);
            return null;
        }

        if (MessageJson.Past(time, now, FirstKnown, "").Refused(out _, out _))
        {
            fields.Remark(Remarks.ReportTimeInFuture);
        }

        return time;
    }

    /// <summary>Systems without a memory do not number their reports: of those about one accession the later one replaces.</summary>
    private static int RevisionOf(MessageFields fields, DateTimeOffset? reportedAt)
    {
        if (fields.Number("revision") is { } revision and >= 1 and <= Revisions.MostNumbered)
        {
            return revision;
        }

        if (fields.Has("revision") || reportedAt is null)
        {
            fields.Remark(Remarks.RevisionAssumed);
        }

        return reportedAt is { } time ? Revisions.Of(time) : 1;
    }

    private static ResultStatus Status(MessageFields fields)
    {
        if (fields.Choice<ResultStatus>("status") is { } status)
        {
            return status;
        }

        fields.Remark(Remarks.StatusAssumed);
        return ResultStatus.Final;
    }

    /// <summary>An antigen test releases from less than one for nucleic acid, so that a guess frees nobody.</summary>
    private static Assay AssayOf(MessageFields fields, TestResult result)
    {
        if (fields.Choice<Assay>("assay") is { } assay)
        {
            return assay;
        }

        fields.Remark(Remarks.AssayAssumed);
        return result == TestResult.Negative ? Assay.Antigen : Assay.NucleicAcid;
    }

    private static bool Pooled(MessageFields fields, TestResult result)
    {
        if (!fields.Has("pooled") || fields.Flag("pooled") is not null)
        {
            return fields.Flag("pooled") ?? false;
        }

        fields.Remark(Remarks.PooledAssumed);
        return result == TestResult.Negative;
    }

    private static PersonName? NameOf(MessageFields fields)
    {
        if (!PersonName.Parse(fields.Text("name")).Refused(out _, out var name))
        {
            return name;
        }

        fields.Remark(Remarks.NameUnreadable);
        return null;
    }

    private static Outcome<T> Required<T>(T? value, bool isThere)
        where T : struct => value is { } read ? read : Refusal.Invalid("", isThere ? "field.choice" : "field.missing");
}
