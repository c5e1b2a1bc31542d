namespace Ghc.Functions.LabResults.Formats;

/// <summary>HL7 tables 0085 (status of an observation) and 0123 (status of an order).</summary>
internal static class Hl7Statuses
{
    public static ReportStatus OfObservation(string status) =>
        status switch
        {
            "F" => ReportStatus.Final,
            "A" or "B" or "C" => ReportStatus.Corrected,
            "D" or "W" or "X" => ReportStatus.Cancelled,
            "I" or "P" or "R" or "S" or "U" => ReportStatus.NotYet,
            _ => ReportStatus.Unknown,
        };

    public static ReportStatus OfOrder(string status) =>
        status switch
        {
            "F" => ReportStatus.Final,
            "C" => ReportStatus.Corrected,
            "X" => ReportStatus.Cancelled,
            "A" or "I" or "O" or "P" or "R" or "S" => ReportStatus.NotYet,
            _ => ReportStatus.Unknown,
        };

    /// <summary>
    /// Questions on ordering and other clinical information (OBX-29), what was not asked (OBX-11 N, O), and supplements by their code.
    /// </summary>
    public static bool IsNoTest(Hl7Segment observation) =>
        observation.Value(29) is "QST" or "SCI"
        || observation.Value(11) is "N" or "O"
        || LabCodes.TestOf([.. observation.Repetitions(3).SelectMany(code => code.Codes())]) == TestKind.Supplement;
}
