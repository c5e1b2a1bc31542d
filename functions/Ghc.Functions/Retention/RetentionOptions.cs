using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Retention;

/// <summary>Section <c>Retention</c>, in days; docs/storage.md says why. What staff did (Audit) is never deleted.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>
    /// Phones that asked for a code and never opened an account. A day at least, so that wrong answers are not forgotten early.
    /// </summary>
    [Range(1, 30)]
    public int UnusedPhoneDays { get; set; } = 1;

    /// <summary>
    /// Accounts that nobody signed in to: a number that is given up is given to somebody else, whom a text would let in. Staff keep theirs.
    /// </summary>
    [Range(90, 3650)]
    public int IdleAccountDays { get; set; } = 365;

    /// <summary>
    /// Crossings, results and measures. The longest count of any pack is 28 days, and what still decides a color stays anyway.
    /// </summary>
    [Range(35, 3650)]
    public int FactDays { get; set; } = 60;

    /// <summary>The latest crossing of a document, whose year proves who applies: as long as a passport lives.</summary>
    [Range(35, 7300)]
    public int LatestCrossingDays { get; set; } = 3650;

    /// <summary>What became of a laboratory's messages.</summary>
    [Range(1, 3650)]
    public int OutcomeDays { get; set; } = 60;

    /// <summary>
    /// Which documents an accession named, after the last message about it. Longer than facts: a result that still decides a color can
    /// still be corrected.
    /// </summary>
    [Range(60, 3650)]
    public int AccessionDays { get; set; } = 365;

    /// <summary>Appeals after they were decided.</summary>
    [Range(1, 3650)]
    public int AppealDays { get; set; } = 60;

    /// <summary>
    /// How long one run may take before it leaves the rest to the next; less than <c>functionTimeout</c> in host.json, with room for what
    /// is under way.
    /// </summary>
    [Range(1, 240)]
    public int RunSeconds { get; set; } = 200;
}

[OptionsValidator]
public sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
