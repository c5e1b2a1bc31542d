using Ghc.Domain.Documents;

namespace Ghc.Domain.Measures;

public enum MeasureState
{
    /// <summary>Waits for a second officer; no color knows of it.</summary>
    Pending,

    /// <summary>Nobody approved it in time.</summary>
    Expired,
    InForce,

    /// <summary>Taken back before it was approved.</summary>
    Withdrawn,
    Lifted,
}

/// <summary>The officer, by phone key, and the time.</summary>
public sealed record Signature(string Officer, DateTimeOffset At);

/// <summary>A place and a time in which everyone scanned there was exposed.</summary>
public sealed record ExposureSite(string PlaceId, DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// A measure on its way: proposed by one officer, approved by another, lifted or withdrawn. Its state follows from the signatures, so that
/// no step can be forgotten or done twice.
/// </summary>
/// <param name="Until">Every measure ends.</param>
public sealed record MeasureCase(
    string Id,
    MeasureKind Kind,
    DateTimeOffset From,
    DateTimeOffset Until,
    LegalReason LegalReason,
    string? Note,
    Signature Proposed
)
{
    public static readonly TimeSpan ProposalLasts = TimeSpan.FromHours(24);

    /// <summary>Whom it is put on; null if it is put on everyone who was at <see cref="Site"/>.</summary>
    public Document? Document { get; init; }

    public ExposureSite? Site { get; init; }

    /// <summary>
    /// Whether nobody said from when on: then it starts with its approval, and <see cref="From"/> is only when it was proposed.
    /// </summary>
    public bool StartsWithApproval { get; init; }

    public Signature? Approved { get; init; }

    public Signature? Ended { get; init; }

    public MeasureState StateAt(DateTimeOffset now) =>
        this switch
        {
            { Ended: not null, Approved: not null } => MeasureState.Lifted,
            { Ended: not null } => MeasureState.Withdrawn,
            { Approved: not null } => MeasureState.InForce,
            _ => now >= Proposed.At + ProposalLasts ? MeasureState.Expired : MeasureState.Pending,
        };

    /// <summary>
    /// By an officer other than the one who proposed it. Whose approval counted may repeat it, since an answer can be lost.
    /// </summary>
    public Outcome<MeasureCase> Approve(string officer, DateTimeOffset now) =>
        StateAt(now) switch
        {
            MeasureState.InForce when Approved!.Officer == officer => this,
            MeasureState.Expired => new Refusal(RefusalCodes.ProposalExpired),
            MeasureState.Pending when Proposed.Officer == officer => NeedsApproval,
            MeasureState.Pending => this with { Approved = new Signature(officer, now) },
            _ => new Refusal(RefusalCodes.AlreadyDecided),
        };

    /// <summary>Lifts it, or withdraws the proposal. Ending twice is the first end.</summary>
    public MeasureCase End(string officer, DateTimeOffset now) => Ended is null ? this with { Ended = new Signature(officer, now) } : this;

    public Refusal NeedsApproval => new(RefusalCodes.NeedsApproval) { MeasureId = Id };

    /// <summary>
    /// A measure of a site starts with its approval, too: who was there was not told before. Only a test after the start counts (R5).
    /// </summary>
    public DateTimeOffset Start => Site is null && !StartsWithApproval ? From : Approved?.At ?? From;

    /// <summary>What the policy is told once it is approved.</summary>
    public Measure ToFact(string id) => new(id, Kind, Start, Until) { LiftedAt = Ended?.At };
}
