using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class TriesTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly SignInLimits Limits = new();

    [Theory]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(10, 32)]
    [InlineData(11, 60)]
    [InlineData(12, 60)]
    public void Failed_PastTheFreeTries_LocksTwiceAsLongEachTime(int failures, int? minutes)
    {
        var tries = Failed(failures, Limits);

        Assert.Equal(failures, tries.Failures);
        Assert.Equal(Now, tries.LastFailureAt);
        Assert.Equal(minutes is { } length ? Now.AddMinutes(length) : null, tries.LockedUntil);
    }

    [Theory]
    [InlineData("00:01:00", "01:00:00")]
    [InlineData("00:15:00", "01:00:00")]
    [InlineData("1.00:00:00", "7.00:00:00")]
    [InlineData("02:00:00", "01:00:00")]
    public void Failed_TimeAndAgain_LocksForTheLongestAtMost(string first, string longest)
    {
        var limits = new SignInLimits { FirstLock = TimeSpan.Parse(first, null), LongestLock = TimeSpan.Parse(longest, null) };
        var tries = Tries.None;

        for (var failures = 1; failures <= 100; failures++)
        {
            tries = tries.Failed(limits, Now);

            Assert.Equal(failures, tries.Failures);
            Assert.Equal(failures >= limits.FreeTries, tries.LockedUntil is not null);
            Assert.True(tries.LockedUntil is null || tries.LockedUntil <= Now + limits.LongestLock);
        }

        Assert.Equal(Now + limits.LongestLock, tries.LockedUntil);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    public void Failed_LongAfterTheLastFailure_StartsToCountAgain(int ticksPastTheMemory, int failures) =>
        Assert.Equal(failures, Failed(4, Limits).Failed(Limits, Now + Limits.Memory + TimeSpan.FromTicks(ticksPastTheMemory)).Failures);

    [Fact]
    public void Locked_UntilTheLockEnds_SaysHowLongToWait()
    {
        var tries = Failed(Limits.FreeTries, Limits);
        var end = Now + Limits.FirstLock;

        Assert.Equal(("locked", Limits.FirstLock), (tries.Locked(Now)?.Code, tries.Locked(Now)?.RetryAfter));
        Assert.Equal(TimeSpan.FromTicks(1), tries.Locked(end.AddTicks(-1))?.RetryAfter);
        Assert.Null(tries.Locked(end));
        Assert.Null(tries.Locked(end.AddTicks(1)));
    }

    [Fact]
    public void Locked_WithoutALock_IsNot()
    {
        Assert.Null(Tries.None.Locked(Now));
        Assert.Null(Failed(Limits.FreeTries - 1, Limits).Locked(Now));
    }

    private static Tries Failed(int times, SignInLimits limits) =>
        Enumerable.Range(0, times).Aggregate(Tries.None, (tries, _) => tries.Failed(limits, Now));
}
