using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Reads the members of a result that do not decide a color. What is missing or unreadable is assumed, with a remark, so that a guess frees
/// nobody.
/// </summary>
internal static class LabRowDefaults
{
    /// <summary>A report that comes later than this after its sample is a mistyped one.</summary>
    private static readonly TimeSpan LongestReport = TimeSpan.FromDays(30);

    public static DateTimeOffset? ReportedAt(MessageFields fields, DateTimeOffset sampledAt, DateTimeOffset now)
    {
        var written = fields.Time("reportedAt");
        if (written is not { } time || time < sampledAt || time > sampledAt + LongestReport)
        {
            fields.Remark(Remarks.ReportTimeAssumed);
            return null;
        }

        if (MessageJson.Past(time, now, LabRowReader.FirstKnown, "").Refused(out _, out _))
        {
            fields.Remark(Remarks.ReportTimeInFuture);
        }

        return time;
    }

    /// <summary>Systems without a memory do not number their reports: of those about one accession the later one replaces.</summary>
    public static int RevisionOf(MessageFields fields, DateTimeOffset? reportedAt)
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

    public static ResultStatus StatusOf(MessageFields fields)
    {
        if (fields.Choice<ResultStatus>("status") is { } status)
        {
            return status;
        }

        fields.Remark(Remarks.StatusAssumed);
        return ResultStatus.Final;
    }

    /// <summary>An antigen test releases from less than one for nucleic acid, so that a guess frees nobody.</summary>
    public static Assay AssayOf(MessageFields fields, TestResult result)
    {
        if (fields.Choice<Assay>("assay") is { } assay)
        {
            return assay;
        }

        fields.Remark(Remarks.AssayAssumed);
        return result == TestResult.Negative ? Assay.Antigen : Assay.NucleicAcid;
    }

    public static bool IsPooled(MessageFields fields, TestResult result)
    {
        if (!fields.Has("pooled") || fields.Flag("pooled") is not null)
        {
            return fields.Flag("pooled") ?? false;
        }

        fields.Remark(Remarks.PooledAssumed);
        return result == TestResult.Negative;
    }

    public static PersonName? NameOf(MessageFields fields)
    {
        if (!PersonName.Parse(fields.Text("name")).Refused(out _, out var name))
        {
            return name;
        }

        fields.Remark(Remarks.NameUnreadable);
        return null;
    }
}
