using Ghc.Domain.Facts;

namespace Ghc.Domain.Measures;

/// <summary>The kinds of measure that the packs know; rules R2–R4 of the color rules.</summary>
public enum MeasureKind
{
    Confirmed,
    Asymptomatic,
    Suspected,
    CloseContact,
    ContactOfCloseContact,
    CentralizedQuarantine,
    HomeQuarantine,
    HomeMonitoring,
    ControlledAreaUntested,
    OtherProvinceRed,
    OtherProvinceYellow,
    Exposure,
}

/// <summary>
/// What a health officer put on a holder. It holds from <paramref name="From"/> until <paramref name="Until"/>, or until the policy's
/// release condition.
/// </summary>
public sealed record Measure(string Id, MeasureKind Kind, DateTimeOffset From, DateTimeOffset? Until) : Fact
{
    /// <summary>
    /// When an officer lifted it. Facts are only added, so lifting adds the same measure once more with this time; the earliest such time
    /// counts, in whatever order the two arrive (<see cref="EffectiveMeasures"/>).
    /// </summary>
    public DateTimeOffset? LiftedAt { get; init; }
}
