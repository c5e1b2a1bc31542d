namespace Ghc.Domain.Accounts;

/// <summary>Wrong answers to one question. Each one past the free tries locks for twice as long as the one before.</summary>
public sealed record Tries(int Failures, DateTimeOffset? LastFailureAt, DateTimeOffset? LockedUntil)
{
    public static readonly Tries None = new(0, null, null);

    public Refusal? Locked(DateTimeOffset now) =>
        LockedUntil is { } end && end > now ? new Refusal(RefusalCodes.Locked) { RetryAfter = end - now } : null;

    public Tries Failed(SignInLimits limits, DateTimeOffset now)
    {
        var failures = LastFailureAt + limits.Memory < now ? 1 : Failures + 1;
        var doublings = failures - limits.FreeTries;
        DateTimeOffset? lockedUntil = doublings < 0 ? null : now + Lock(limits, doublings);
        return new Tries(failures, now, lockedUntil);
    }

    /// <summary>Doubled only as long as it stays below the longest, since a TimeSpan that overflows throws.</summary>
    private static TimeSpan Lock(SignInLimits limits, int doublings)
    {
        var length = limits.FirstLock;
        while (doublings-- > 0 && length < limits.LongestLock)
        {
            length *= 2;
        }

        return length < limits.LongestLock ? length : limits.LongestLock;
    }
}
