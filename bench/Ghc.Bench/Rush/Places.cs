namespace Ghc.Bench.Rush;

/// <summary>
/// Places, a few of them busy: the n-th busiest has n^-0.7 of the first one's people (Zipf's law, flattened), so that a border port sees
/// some 3 % of all.
/// </summary>
internal static class Places
{
    public const int Count = 2_000;

    private const double Exponent = 0.7;

    private static readonly double[] Cumulative = Accumulate();

    public static int Draw(ref Chance chance)
    {
        var found = Array.BinarySearch(Cumulative, chance.Share() * Cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, Count - 1);
    }

    private static double[] Accumulate()
    {
        var cumulative = new double[Count];
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            cumulative[i] = sum += Math.Pow(i + 1, -Exponent);
        }

        return cumulative;
    }
}
