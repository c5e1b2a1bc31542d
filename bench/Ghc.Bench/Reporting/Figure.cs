using System.Globalization;
using System.Text.Json.Serialization;

namespace Ghc.Bench.Reporting;

/// <summary>The middle of what the rounds said, and the quarter and three quarters of the way around it.</summary>
public sealed record Spread(double Median, double Low, double High, int Rounds)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), sorted.Length);
    }

    public Spread Times(double factor) => this with { Median = Median * factor, Low = Low * factor, High = High * factor };

    private static double At(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(position), (int)Math.Ceiling(position));
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}

/// <summary>A bound on the median.</summary>
public sealed record Goal(bool IsFloor, double Value)
{
    public static Goal AtLeast(double value) => new(true, value);

    public static Goal AtMost(double value) => new(false, value);

    public bool IsMetBy(double value) => IsFloor ? value >= Value : value <= Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsFloor ? '≥' : '≤')} {Value:0.00}");
}

/// <summary>One ratio: <paramref name="Ours"/> ÷ <paramref name="Against"/>. Without a goal it only informs.</summary>
public sealed record Figure(string Id, string Ours, string Against, Spread Ratio, Goal? Goal = null)
{
    [JsonInclude]
    public bool Missed => Goal is { } goal && !goal.IsMetBy(Ratio.Median);

    public string Verdict =>
        Goal is null ? ""
        : Missed ? "MISSED"
        : "met";
}
