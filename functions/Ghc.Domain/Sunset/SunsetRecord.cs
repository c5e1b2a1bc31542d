namespace Ghc.Domain.Sunset;

/// <summary>What two administrators sign, one after the other. Each step needs signatures of its own.</summary>
public enum SunsetStep
{
    /// <summary>Everybody is told the dates, and they take effect.</summary>
    Announce,

    /// <summary>Nothing personal is taken in any more.</summary>
    Freeze,

    /// <summary>
    /// Everything is deleted, and the keys are destroyed. One step, because nobody can sign in to sign again once the accounts are gone.
    /// </summary>
    Wipe,
}

/// <summary>How far the service has come on its way out. Later phases are greater.</summary>
public enum SunsetPhase
{
    /// <summary>The service goes on.</summary>
    None,
    Announced,

    /// <summary>Nobody new can apply.</summary>
    Closed,

    /// <summary>Nothing personal is taken in, no code is shown; holders fetch or erase their data.</summary>
    Frozen,

    /// <summary>The time to fetch data is over.</summary>
    Ended,

    /// <summary>Everything is being deleted. There is no way back.</summary>
    Wiping,
}

/// <summary>A step that one administrator proposed and perhaps another approved. Both are named by their phone keys.</summary>
public sealed record SunsetSignature(SunsetStep Step, string ProposedBy, DateTimeOffset ProposedAt)
{
    /// <summary>After this a proposal is as if it had never been made.</summary>
    public static readonly TimeSpan ProposalLasts = TimeSpan.FromDays(7);

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public bool CountsAt(DateTimeOffset now) => ApprovedAt is not null || ProposedAt + ProposalLasts > now;
}

/// <summary>A plan with what was signed of it. Its phase follows from the signatures and the clock.</summary>
/// <param name="Number">Counts plans: another plan, or the same one after it was withdrawn or has expired, has the next number.</param>
public sealed record SunsetRecord(int Number, SunsetPlan Plan, IReadOnlyList<SunsetSignature> Signatures)
{
    public string? WithdrawnBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>From here on nothing can be withdrawn.</summary>
    public DateTimeOffset? WipeBegunAt { get; init; }

    public SunsetPhase PhaseAt(DateTimeOffset now) =>
        WithdrawnAt is not null || !IsApproved(SunsetStep.Announce) ? SunsetPhase.None
        : WipeBegunAt is not null ? SunsetPhase.Wiping
        : now < Plan.ClosesAt ? SunsetPhase.Announced
        : now < Plan.FreezesAt || !IsApproved(SunsetStep.Freeze) ? SunsetPhase.Closed
        : now < Plan.ExportUntil ? SunsetPhase.Frozen
        : SunsetPhase.Ended;

    /// <summary>The signature of a step; null if nobody proposed it lately.</summary>
    public SunsetSignature? Of(SunsetStep step, DateTimeOffset now) =>
        Signatures.LastOrDefault(signature => signature.Step == step && signature.CountsAt(now));

    public bool IsApproved(SunsetStep step) => Signatures.Any(signature => signature.Step == step && signature.ApprovedAt is not null);

    /// <summary>
    /// The share of the usual time that things are kept for: half from the freeze, a quarter from the middle of the export on, nothing once
    /// it has ended. Nobody shows a code any more, and what is deleted early cannot leak until the wipe.
    /// </summary>
    public double RetentionAt(DateTimeOffset now) =>
        PhaseAt(now) switch
        {
            < SunsetPhase.Frozen => 1,
            SunsetPhase.Frozen => now < Plan.FreezesAt + ((Plan.ExportUntil - Plan.FreezesAt) / 2) ? 0.5 : 0.25,
            _ => 0,
        };
}
