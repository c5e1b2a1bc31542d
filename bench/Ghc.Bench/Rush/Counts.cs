namespace Ghc.Bench.Rush;

/// <summary>
/// What happened, by the second and in sum. Every look ends seen or unseen, and every request in exactly one of four ways.
/// </summary>
internal sealed class Counts
{
    public const int Seconds = Morning.End / 1000;

    /// <summary>At the service's door, refused ones too, by the second.</summary>
    public int[] CodeRequests { get; } = new int[Seconds];

    public int[] SignInRequests { get; } = new int[Seconds];

    public long Looks { get; set; }

    /// <summary>Nobody had to sign in to see a code in these.</summary>
    public long SignedInLooks { get; set; }

    public long SeenWithinASecond { get; set; }

    public long SeenLater { get; set; }

    /// <summary>The person gave up.</summary>
    public long Unseen { get; set; }

    /// <summary>Of the seen: the code ended before the person went, and no other had come.</summary>
    public long Vanished { get; set; }

    public long Asked { get; set; }

    public long Answered { get; set; }

    public long Refused { get; set; }

    /// <summary>Taken in, but the phone no longer waited.</summary>
    public long TooLate { get; set; }

    public long LostOnTheWay { get; set; }

    public long Seen => SeenWithinASecond + SeenLater;

    public long Requests => Asked - LostOnTheWay;

    /// <summary>The busiest minute, as an average a second.</summary>
    public static double BusiestMinute(IReadOnlyList<int> bySecond) => bySecond.Chunk(60).Max(minute => minute.Average());
}
