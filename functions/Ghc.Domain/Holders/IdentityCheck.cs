using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Domain.Holders;

/// <summary>
/// Whether the applicant is the person who crossed the border with this document: they know its name and the year of the latest crossing.
/// </summary>
public static class IdentityCheck
{
    /// <summary>Years of a crossing that somebody who lives may name.</summary>
    public const int EarliestYear = 1950;

    // Asia/Shanghai has had no daylight-saving time since 1991.
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <param name="declaredName">As the applicant typed it.</param>
    /// <param name="latestCrossingYear">In China, where the stamp in the passport was made.</param>
    /// <param name="crossings">All crossings with the declared document, in any order.</param>
    /// <param name="numberKnownUnderAnotherDocument">
    /// True if the number has crossings under another type or issuance: then the form has a mistake, and a visa would not help.
    /// </param>
    public static Refusal? Verify(
        PersonName declaredName,
        int latestCrossingYear,
        IReadOnlyCollection<Crossing> crossings,
        bool numberKnownUnderAnotherDocument
    )
    {
        if (crossings.Count == 0)
        {
            return new Refusal(numberKnownUnderAnotherDocument ? RefusalCodes.IdentityVerificationFailed : RefusalCodes.NoCrossingRecord);
        }

        // Two ports may report the same instant; either name will do, so that the order of the messages does not matter.
        var latest = crossings.Max(c => c.CrossedAt);
        var sameYear = latest.ToOffset(China).Year == latestCrossingYear;
        var sameName = crossings.Where(c => c.CrossedAt == latest).Any(c => c.IsOf(declaredName));
        return sameYear && sameName ? null : new Refusal(RefusalCodes.IdentityVerificationFailed);
    }
}
