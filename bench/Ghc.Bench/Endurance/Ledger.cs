using System.Collections.Concurrent;

namespace Ghc.Bench.Endurance;

/// <summary>What the service answered that it took: all of it must be found at the end, and once.</summary>
internal sealed class Ledger
{
    private int results;
    private int crossings;

    /// <summary>The holder of each scanned code, by the id of the code.</summary>
    public ConcurrentDictionary<string, string> Scans { get; } = new();

    /// <summary>
    /// How often each holder was looked up, and how often that was tried: a try whose answer was lost may stand in Audit too.
    /// </summary>
    public ConcurrentDictionary<string, (int Done, int Tried)> LookUps { get; } = new();

    /// <summary>The numbers of the people of approved measures, by the id of the measure.</summary>
    public ConcurrentDictionary<string, int> Measures { get; } = new();

    /// <summary>Results went to the people 0 to this.</summary>
    public int Results => results;

    public int Crossings => crossings;

    public int NextResult() => Interlocked.Increment(ref results) - 1;

    public int NextCrossing() => Interlocked.Increment(ref crossings) - 1;

    public void LookedUp(string holder, bool isDone) =>
        LookUps.AddOrUpdate(holder, (isDone ? 1 : 0, 1), (_, before) => (before.Done + (isDone ? 1 : 0), before.Tried + 1));
}
