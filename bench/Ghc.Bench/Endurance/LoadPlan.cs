namespace Ghc.Bench.Endurance;

/// <summary>
/// The scenario of <c>make load</c>: who asks for what, how often, and what goes wrong when. Rates are what two cores can do beside the
/// load itself and the storage emulator.
/// </summary>
/// <param name="Stall">How long the storage emulator answers nobody.</param>
internal sealed record LoadPlan(TimeSpan Duration, TimeSpan Stall)
{
    public const int Travelers = 200;

    /// <summary>From a fault on, for so long, latencies are not counted as calm.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    /// <summary>The worker is killed early, so that the last one has two thirds of the run in which its memory can grow.</summary>
    public IReadOnlyList<TimeSpan> Kills => [Duration * 0.10, Duration * 0.30];

    public TimeSpan StallAt => Duration * 0.20;

    /// <summary>Calls a second of each kind.</summary>
    public static IReadOnlyDictionary<LoadKind, double> Rates { get; } =
        new Dictionary<LoadKind, double>
        {
            [LoadKind.Scan] = 25,
            [LoadKind.Code] = 25,
            [LoadKind.SignIn] = 4,
            [LoadKind.LookUp] = 2,
            [LoadKind.Measure] = 1,
            [LoadKind.Result] = 6,
            [LoadKind.Crossing] = 4,
        };

    public bool IsCalm(TimeSpan at) => Kills.Append(StallAt).All(fault => at < fault || at > fault + Stall + Recovery);
}

internal enum LoadKind
{
    /// <summary>An inspector scans a code that nobody scanned before.</summary>
    Scan,

    /// <summary>A traveler asks for the own code.</summary>
    Code,

    /// <summary>A traveler signs in by text code.</summary>
    SignIn,

    /// <summary>An officer finds somebody by document.</summary>
    LookUp,

    /// <summary>One officer proposes a measure and another approves it.</summary>
    Measure,

    /// <summary>A laboratory reports somebody new; the latency is that of the color, of every tenth.</summary>
    Result,

    /// <summary>A border reports somebody new.</summary>
    Crossing,
}
