using Ghc.Domain.Colors;

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

/// <summary>What a health officer put on a holder. It holds from <paramref name="From"/> until <paramref name="Until"/>, or until the policy's release condition.</summary>
public sealed record Measure(string Id, MeasureKind Kind, DateTimeOffset From, DateTimeOffset? Until) : Fact;
