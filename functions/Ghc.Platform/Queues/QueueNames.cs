namespace Ghc.Platform.Queues;

/// <summary>Every queue of the system; each has a <c>-poison</c> twin.</summary>
public static class QueueNames
{
    public const string LabResults = "lab-results";
    public const string BorderCrossings = "border-crossings";
    public const string RecomputeColors = "recompute-colors";
    public const string SmsOutbox = "sms-outbox";
    public const string SmsDeliveryReports = "sms-delivery-reports";
    public const string ColorNews = "color-news";
    public const string Visits = "visits";
    public const string Measures = "measures";
    public const string SweepRanges = "sweep-ranges";

    public static readonly IReadOnlyList<string> All =
    [
        LabResults,
        BorderCrossings,
        RecomputeColors,
        SmsOutbox,
        SmsDeliveryReports,
        ColorNews,
        Visits,
        Measures,
        SweepRanges,
    ];

    public static string PoisonOf(string queue) => $"{queue}-poison";
}
