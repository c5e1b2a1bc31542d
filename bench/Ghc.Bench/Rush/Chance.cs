namespace Ghc.Bench.Rush;

/// <summary>
/// A stream of chance that is the same on every machine and in every version of .NET: SplitMix64 (Steele, Lea and Flood, 2014). Each phone
/// has one of its own.
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Between(int least, int most) => least + (int)(Share() * (most - least));

    public bool Happens(double probability) => Share() < probability;

    /// <summary>Most are short, a few are long.</summary>
    public int Tail(double mean) => (int)(-mean * Math.Log(1 - Share()));

    /// <summary>Mean 0, deviation 1: a sum of twelve, which is bell enough for a crowd.</summary>
    public double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Share();
        }

        return sum;
    }
}
