namespace Ghc.Bench.Measuring;

/// <summary>
/// How much is done for one figure. A smoke does just enough to see that every figure comes out; its ratios mean nothing.
/// </summary>
internal sealed record Effort(int Rounds, int WarmUps, double Scale)
{
    public static readonly Effort Full = new(Rounds: 7, WarmUps: 2, Scale: 1);

    public static readonly Effort Smoke = new(Rounds: 1, WarmUps: 0, Scale: 0.01);

    public int Of(int operations) => Math.Max(4, (int)(operations * Scale));
}
