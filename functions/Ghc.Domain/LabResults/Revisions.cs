namespace Ghc.Domain.LabResults;

/// <summary>
/// Revisions of one accession. A laboratory numbers them from 1, or leaves them out and lets the report time decide: the seconds since
/// December 2019, above all numbers.
/// </summary>
public static class Revisions
{
    public const int MostNumbered = 9999;

    private static readonly DateTimeOffset Start = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fits an integer until 2087.</summary>
    public static int Of(DateTimeOffset reportedAt) => MostNumbered + 1 + (int)(reportedAt - Start).TotalSeconds;

    /// <summary>The number as the laboratory gave it; null for one that was made from a report time.</summary>
    public static int? Numbered(int revision) => revision <= MostNumbered ? revision : null;
}
