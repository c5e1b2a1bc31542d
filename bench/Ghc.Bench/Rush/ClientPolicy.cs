namespace Ghc.Bench.Rush;

/// <summary>
/// When the page asks the server, as web/src/code/strip.ts, keeper.ts and backoff.ts say; a test compares the constants with those files.
/// All times are milliseconds.
/// </summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Reach">How far a strip reaches; what the service cannot do without the strip is one code of a minute.</param>
/// <param name="HasPass">Whether a device that signed in goes on showing codes without signing in (docs/adr/0021).</param>
internal sealed record ClientPolicy(string Name, int Reach, bool HasPass)
{
    /// <summary>strip.ts: REACH, in minutes.</summary>
    public const int ReachMinutes = 240;

    /// <summary>strip.ts.</summary>
    public const int Young = 10 * 60_000;

    /// <summary>strip.ts: LAST_CHANCE.</summary>
    public const int LastChance = 2 * 60_000;

    /// <summary>backoff.ts.</summary>
    public const int First = 2_000;

    /// <summary>backoff.ts.</summary>
    public const int Longest = 5 * 60_000;

    /// <summary>call.ts.</summary>
    public const int Patience = 20_000;

    public const int Never = int.MaxValue;

    /// <summary>The product: a strip, and a pass for the device.</summary>
    public static readonly ClientPolicy WithPass = new("strip and pass", ReachMinutes * 60_000, HasPass: true);

    public static readonly ClientPolicy WithStrip = new("strip", ReachMinutes * 60_000, HasPass: false);

    /// <summary>
    /// A page that holds the one code it was given, and asks again when that ends: the gentlest way to live without a strip.
    /// </summary>
    public static readonly ClientPolicy WithoutStrip = new("neither", 60_000, HasPass: false);

    public static readonly IReadOnlyList<ClientPolicy> All = [WithoutStrip, WithStrip, WithPass];

    public bool HasStrip => Reach > 60_000;

    /// <summary>strip.ts: renewAt. <paramref name="codesEnd"/> is not after <paramref name="now"/> if there is no code.</summary>
    public int RenewAt(int now, int codesStart, int codesEnd, int sessionEnd, double share)
    {
        if (sessionEnd <= now)
        {
            return Never;
        }

        if (codesEnd <= now)
        {
            return now;
        }

        if (!HasStrip)
        {
            return codesEnd;
        }

        var half = codesStart + (int)((codesEnd - codesStart) * (0.5 - share / 10));
        var lastChance = sessionEnd - LastChance;
        return Math.Max(now, lastChance - codesStart > Young ? Math.Min(half, lastChance) : half);
    }

    /// <summary>backoff.ts: delay, for the <paramref name="failures"/>-th failure in a row.</summary>
    public static int Delay(int failures, double chance)
    {
        var full = Math.Min(Longest, First * Math.Pow(2, failures - 1));
        return (int)(full * (0.5 + chance / 2));
    }
}
