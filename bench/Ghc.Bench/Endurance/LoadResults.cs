namespace Ghc.Bench.Endurance;

/// <summary>Milliseconds that 50, 95 and 99 % stay below; null where nothing was measured.</summary>
internal sealed record Latencies(double? P50, double? P95, double? P99)
{
    public static Latencies Of(Tally tally, bool ofCalm) => new(tally.At(50, ofCalm), tally.At(95, ofCalm), tally.At(99, ofCalm));
}

/// <summary>One kind of call. <paramref name="Floor"/>: of the bare function at the same rate, nothing broken.</summary>
internal sealed record KindResult(
    string Kind,
    double PerSecond,
    int Calls,
    int Failed,
    IReadOnlyDictionary<string, int> Failures,
    Latencies Calm,
    Latencies All,
    Latencies? Floor
);

/// <summary>What a run of <c>make load</c> found.</summary>
internal sealed record LoadResults(
    double Seconds,
    double StallSeconds,
    double LongestRestartSeconds,
    IReadOnlyList<KindResult> Kinds,
    IReadOnlyList<Counted> Counted,
    double? HostMegabytes,
    double? HostGrowth,
    double? WorkerMegabytes,
    double? WorkerGrowth
)
{
    public int Calls => Kinds.Sum(kind => kind.Calls);

    public int Failed => Kinds.Sum(kind => kind.Failed);

    public bool Holds => Counted.All(each => each.Holds);
}
