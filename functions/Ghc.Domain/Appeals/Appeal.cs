namespace Ghc.Domain.Appeals;

/// <summary>
/// A holder's objection to one reason of their color. Its state follows from its acts, as that of a measure follows from its signatures. It
/// changes no color: a lifted measure or a corrected result does.
/// </summary>
/// <param name="Reason">The code of the reason.</param>
/// <param name="ClaimedAt">When the account that filed it claimed the holder. Another account that claims the holder later does not see
/// it.</param>
/// <param name="DueAt">By when an officer should have decided.</param>
public sealed record Appeal(
    string Id,
    string HolderId,
    string Reason,
    AppealGround Ground,
    string Text,
    DateTimeOffset ClaimedAt,
    DateTimeOffset FiledAt,
    DateTimeOffset DueAt
)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AppealAct> Acts { get; init; } = [];

    /// <summary>How many steps are carried out: the filing is the first, then come the acts.</summary>
    public int CarriedOut { get; init; }

    /// <summary>
    /// A digest of what was known of the holder when it was decided. Only a later change gives cause for another appeal at once.
    /// </summary>
    public string? KnownThen { get; init; }

    public int Version => Acts.Count;

    public AppealState State =>
        Acts.Count == 0
            ? AppealState.Open
            : Acts[^1].Decision switch
            {
                AppealDecision.Lift => AppealState.LiftProposed,
                AppealDecision.ApproveLift or AppealDecision.LiftedElsewhere => AppealState.Lifted,
                AppealDecision.AskLaboratory => AppealState.LaboratoryAsked,
                AppealDecision.LaboratoryCorrected => AppealState.Corrected,
                AppealDecision.Refuse => AppealState.Refused,
                _ => AppealState.Open,
            };

    public bool IsClosed => State is AppealState.Lifted or AppealState.Corrected or AppealState.Refused;

    public DateTimeOffset? ClosedAt => IsClosed ? Acts[^1].At : null;

    public bool IsCarriedOut => CarriedOut > Acts.Count;

    /// <summary>The proposal to lift, or the question to the laboratory, that the appeal waits for.</summary>
    public AppealAct? Pending => State is AppealState.LiftProposed or AppealState.LaboratoryAsked ? Acts[^1] : null;

    /// <summary>
    /// What the holder is told: nothing while officers have not agreed, and of a lift the words of the officer who proposed it.
    /// </summary>
    public AppealAct? Answer =>
        State is AppealState.Open or AppealState.LiftProposed ? null
        : Acts[^1].Decision == AppealDecision.ApproveLift ? Acts[^1] with { Message = Acts[^2].Message, MeasureId = Acts[^2].MeasureId }
        : Acts[^1];

    public bool SaysTheSameAs(AppealGround ground, string text) => Ground == ground && Text == text;

    /// <summary>Adds an act to the version that its author saw. An officer whose answer was lost may repeat the call.</summary>
    /// <param name="deadline">How long the next step may take.</param>
    public Outcome<Appeal> Decide(AppealAct act, int version, TimeSpan deadline)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (IsRepeated(act, version))
        {
            return this;
        }

        if (version != Version || !Allows(act.Decision))
        {
            return new Refusal(RefusalCodes.AlreadyDecided);
        }

        if (act.Decision == AppealDecision.ApproveLift && Acts[^1].Officer == act.Officer)
        {
            return new Refusal(RefusalCodes.NeedsApproval) { MeasureId = Acts[^1].MeasureId };
        }

        var startsOver = act.Decision is AppealDecision.AskLaboratory or AppealDecision.LaboratoryConfirmed;
        return this with { Acts = [.. Acts, act], DueAt = startsOver ? act.At + deadline : DueAt };
    }

    /// <summary>
    /// Whether the last act is this very one, by the same officer on the same version. The revision of a sample is not compared: the
    /// officer does not name it.
    /// </summary>
    public bool IsRepeated(AppealAct act, int version)
    {
        ArgumentNullException.ThrowIfNull(act);
        return Version > 0
            && version == Version - 1
            && act with
            {
                At = Acts[^1].At,
                Sample = act.Sample is null ? null : act.Sample with { Revision = Acts[^1].Sample?.Revision ?? 0 },
            } == Acts[^1];
    }

    private bool Allows(AppealDecision decision) =>
        decision switch
        {
            AppealDecision.ApproveLift or AppealDecision.DeclineLift or AppealDecision.LiftedElsewhere => State == AppealState.LiftProposed,
            AppealDecision.LaboratoryConfirmed or AppealDecision.LaboratoryCorrected => State == AppealState.LaboratoryAsked,
            _ => State is AppealState.Open or AppealState.LaboratoryAsked,
        };
}
