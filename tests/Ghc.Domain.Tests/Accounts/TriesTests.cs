using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class TriesTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);

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
}
