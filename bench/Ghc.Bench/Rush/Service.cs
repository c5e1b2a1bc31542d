namespace Ghc.Bench.Rush;

/// <summary>Short: half of what phones without a strip ask for in the busiest minute.</summary>
internal enum Health
{
    Up,
    Slow,
    Short,
    Down,
}

/// <summary>
/// The service as the phones see it: one line of work that takes so many requests a second. Who gives up waiting leaves the work behind:
/// nobody tells a server that its caller is gone, and that is how such mornings turn bad.
/// </summary>
internal sealed class Service(Health health, double perSecond)
{
    /// <summary>Every answer takes so much longer, as with storage that is throttled.</summary>
    public const int SlowBy = 5_000;

    /// <summary>An outage of 20 minutes, before and through the peak.</summary>
    public const int DownFrom = 20 * Morning.Minute;
    public const int DownUntil = 40 * Morning.Minute;

    /// <summary>Beyond this the host refuses at once, as Azure Functions does when an instance has too much under way.</summary>
    private const double LongestLine = 30_000;

    private readonly double each = 1000 / perSecond;
    private double freeAt;

    public bool IsDown(int at) => health == Health.Down && at is >= DownFrom and < DownUntil;

    /// <summary>How long an accepted request takes from now on; null if it is refused.</summary>
    public int? Take(int at)
    {
        if (IsDown(at) || freeAt - at > LongestLine)
        {
            return null;
        }

        freeAt = Math.Max(freeAt, at) + each;
        return (int)(freeAt - at) + (health == Health.Slow ? SlowBy : 0);
    }
}
