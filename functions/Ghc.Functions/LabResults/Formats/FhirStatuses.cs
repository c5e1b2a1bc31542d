namespace Ghc.Functions.LabResults.Formats;

/// <summary>Codes of FHIR: observation-status, diagnostic-report-status and data-absent-reason.</summary>
internal static class FhirStatuses
{
    public static ReportStatus Of(string? status) =>
        status switch
        {
            "final" => ReportStatus.Final,
            "amended" or "corrected" or "appended" => ReportStatus.Corrected,
            "cancelled" or "entered-in-error" => ReportStatus.Cancelled,
            "registered" or "preliminary" or "partial" => ReportStatus.NotYet,
            _ => ReportStatus.Unknown,
        };

    /// <summary>A test that gave no result is invalid. Other reasons, such as a masked value, are not results.</summary>
    public static IReadOnlyList<GivenCode> OfAbsent(IReadOnlyList<GivenCode> reasons) =>
        reasons.Any(reason => reason.Code is "error" or "not-performed" or "unsupported")
            ? [new GivenCode(null, null, "invalid")]
            : reasons;
}
