namespace Ghc.Domain.Accounts;

/// <summary>Wrong answers to one question. Each one past the free tries locks for twice as long as the one before.</summary>
public sealed record Tries(int Failures, DateTimeOffset? LastFailureAt, DateTimeOffset? LockedUntil)
{
    public static readonly Tries None = new(0, null, null);

    public Refusal? Locked(DateTimeOffset now) =>
        LockedUntil is { } end && end > now ? new Refusal("locked") { RetryAfter = end - now } : null;

    public Tries Failed(SignInLimits limits, DateTimeOffset now)
    {
        var failures = LastFailureAt + limits.Memory < now ? 1 : Failures + 1;
        var doublings = failures - limits.FreeTries;
        DateTimeOffset? lockedUntil = doublings < 0 ? null : now + Shorter(limits.LongestLock, limits.FirstLock * Math.Pow(2, Math.Min(doublings, 30)));
        return new Tries(failures, now, lockedUntil);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
