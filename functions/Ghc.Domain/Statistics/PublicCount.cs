namespace Ghc.Domain.Statistics;

/// <summary>
/// A number of people as everybody may read it (docs/adr/0030): none at all below a least number, and rounded above it. Zero is small, too:
/// that nobody was there can be as telling. Every number that is published is made of one count alone; none is a sum of others, so no
/// subtraction leads back to what was left out.
/// </summary>
public static class PublicCount
{
    /// <summary>Counts are rounded to multiples of it.</summary>
    public const int Step = 10;

    /// <returns>Null for a small number.</returns>
    public static int? Of(int people, int least) =>
        people < Math.Max(least, Step) ? null : (int)Math.Round(people / (double)Step, MidpointRounding.AwayFromZero) * Step;
}
