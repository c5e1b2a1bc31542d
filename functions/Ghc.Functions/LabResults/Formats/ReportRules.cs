using Ghc.Domain.LabResults;
using Ghc.Platform.Json;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>What a status of FHIR or HL7 v2 means to us.</summary>
public enum ReportStatus
{
    Final,
    Corrected,
    Cancelled,

    /// <summary>Registered, preliminary or partial: not a result yet.</summary>
    NotYet,

    /// <summary>An unknown status. The result counts as final, with a remark.</summary>
    Unknown,
}

/// <summary>How statuses, tests and results of FHIR and HL7 v2 become members of our own messages.</summary>
public static class ReportRules
{
    /// <summary>
    /// One report can hold several observations of one sample, which must not replace each other. The code is always added, so that a
    /// correction finds its original.
    /// </summary>
    public static string? AccessionOf(string? sample, string? code) =>
        string.IsNullOrWhiteSpace(sample) ? null
        : code is null ? sample.Trim()
        : $"{sample.Trim()}/{code}";

    public static void SetStatus(MappedRow row, ReportStatus status, string from)
    {
        if (status == ReportStatus.NotYet)
        {
            row.Dismiss(from, "result.not-yet");
        }
        else if (status != ReportStatus.Unknown)
        {
            row.Set("status", Words.Of(Enum.Parse<ResultStatus>(status.ToString())), from);
        }
    }

    public static void SetTest(MappedRow row, IReadOnlyList<GivenCode> codes, string from)
    {
        row.Test = LabCodes.TestOf(codes);
        row.Fields["pooled"] = false;
        switch (row.Test)
        {
            case TestKind.NucleicAcid or TestKind.NucleicAcidTarget:
                row.Set("assay", Words.Of(Assay.NucleicAcid), from);
                break;
            case TestKind.Antigen:
                row.Set("assay", Words.Of(Assay.Antigen), from);
                break;
            case TestKind.AnyMethod:
                // The reader assumes what releases from less, with a remark.
                break;
            case TestKind.Other:
                row.Dismiss(from, "assay.other");
                break;
            default:
                row.Refuse(
                    "assay",
                    from,
                    "assay.code",
                    LabCodes.TestCodeOf(codes) ?? codes.Select(code => code.Code ?? code.Text).FirstOrDefault()
                );
                break;
        }
    }

    /// <summary>The value decides. The interpretation decides where no value is known, and must not say otherwise.</summary>
    public static void SetResult(
        MappedRow row,
        IReadOnlyList<GivenCode> value,
        string from,
        IReadOnlyList<GivenCode> interpretation,
        string interpretationFrom
    )
    {
        var (said, checks) = (LabCodes.FindingsOf(value), LabCodes.FindingsOf(interpretation));
        var all = said.Concat(checks).Select(finding => finding.Result).Distinct().ToList();
        row.ReadsAsPositive = all.Contains(TestResult.Positive);
        if (all.Count > 1)
        {
            row.Refuse("result", said.Count > 0 ? from : interpretationFrom, "result.contradiction", "contradiction");
        }
        else if (all.Count == 1)
        {
            row.Set("result", Words.Of(all[0]), said.Count > 0 ? from : interpretationFrom);
        }
        else if (row["status"] == Words.Of(ResultStatus.Cancelled))
        {
            // A cancelled result says nothing, so it needs no value.
            row.Set("result", Words.Of(TestResult.Invalid), from);
        }
        else
        {
            row.Refuse(
                "result",
                from,
                value.Count == 0 ? "field.missing" : "result.code",
                value.Select(code => code.Text ?? code.Code).FirstOrDefault()
            );
        }

        if (said.Any(finding => finding.Pooled))
        {
            SetPooled(row);
        }
    }

    public static void SetPooled(MappedRow row) => row.Fields["pooled"] = true;

    /// <summary>A cancellation needs no sampling time of its own.</summary>
    public static void SetTimes(MappedRow row, (string? Time, string From) sampled, (string? Time, string From) reported)
    {
        row.Set("sampledAt", sampled.Time, sampled.From);
        row.Set("reportedAt", reported.Time, reported.From);
        if (row["sampledAt"] is null && row["status"] == Words.Of(ResultStatus.Cancelled))
        {
            row.Set("sampledAt", reported.Time, reported.From);
        }
    }

    /// <summary>
    /// A negative gene is no negative test if something else of the same sample is not negative. Then the negative genes are left out; the
    /// others speak for it.
    /// </summary>
    public static IReadOnlyList<MappedRow> WithoutNegativeTargets(IReadOnlyList<MappedRow> rows)
    {
        var doubtful = rows.Where(row =>
                row.Test is TestKind.NucleicAcid or TestKind.NucleicAcidTarget or TestKind.AnyMethod && !IsNegative(row)
            )
            .Select(row => row.Sample)
            .ToHashSet();
        return [.. rows.Where(row => row.Test != TestKind.NucleicAcidTarget || !IsNegative(row) || !doubtful.Contains(row.Sample))];
    }

    private static bool IsNegative(MappedRow row) => !row.IsRefused && row["result"] == Words.Of(TestResult.Negative);
}
