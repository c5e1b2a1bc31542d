namespace Ghc.Domain.Appeals;

/// <summary>What the holder says is wrong.</summary>
public enum AppealGround
{
    /// <summary>They did not cross the border then or there.</summary>
    WrongCrossing,

    /// <summary>The result is wrong.</summary>
    WrongResult,

    /// <summary>The fact is about somebody else.</summary>
    MixUp,

    /// <summary>They have recovered, or the time of the measure has passed.</summary>
    Recovered,
}

public enum AppealState
{
    /// <summary>Waits for an officer.</summary>
    Open,

    /// <summary>One officer wants to lift the measure; another one has to agree.</summary>
    LiftProposed,

    /// <summary>The laboratory has been asked to check its result.</summary>
    LaboratoryAsked,

    /// <summary>The measure was lifted.</summary>
    Lifted,

    /// <summary>The laboratory corrected its result.</summary>
    Corrected,
    Refused,
}

public enum AppealDecision
{
    Lift,
    ApproveLift,
    DeclineLift,
    AskLaboratory,
    Refuse,

    /// <summary>By the service: somebody lifted the measure before a second officer agreed.</summary>
    LiftedElsewhere,

    /// <summary>By the service: the laboratory sent another revision, and the reason is gone.</summary>
    LaboratoryCorrected,

    /// <summary>By the service: the laboratory sent another revision, and the reason stays.</summary>
    LaboratoryConfirmed,
}

/// <summary>Why an appeal is refused, so that it can be told in the holder's language.</summary>
public enum AppealRefusal
{
    /// <summary>The facts were checked and are right.</summary>
    FactsConfirmed,

    /// <summary>The facts are right, and the rule leaves no choice.</summary>
    RuleApplies,

    /// <summary>The tests or days that end it are not complete.</summary>
    TestsMissing,

    /// <summary>The appeal shows nothing that could be checked.</summary>
    NothingToCheck,

    /// <summary>The reason is already gone.</summary>
    NoLongerHeld,
}

/// <summary>One step of an appeal, by an officer's phone key, or by the service.</summary>
public sealed record AppealAct(AppealDecision Decision, string Officer, DateTimeOffset At)
{
    /// <summary>Present with <see cref="AppealDecision.Lift"/> and what follows it.</summary>
    public string? MeasureId { get; init; }

    /// <summary>The result that the laboratory is to check; present with <see cref="AppealDecision.AskLaboratory"/>.</summary>
    public Sample? Sample { get; init; }

    /// <summary>Present with <see cref="AppealDecision.Refuse"/>.</summary>
    public AppealRefusal? Because { get; init; }

    /// <summary>The officer's own words to the holder.</summary>
    public string? Message { get; init; }
}

/// <summary>A laboratory's result as it was when the laboratory was asked.</summary>
public sealed record Sample(string Laboratory, string Accession, int Revision);
