using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Storage;

/// <summary>
/// The laws by which an installation can grow: what the map says of a key today it must say for ever, and another account moves its own
/// share and nothing else.
/// </summary>
public sealed class AccountMapTests
{
    private const int Keys = 60_000;

    /// <summary>
    /// A count of independent keys lies within five standard deviations of its mean, but for one time in millions; the keys here are always
    /// the same.
    /// </summary>
    private const double Deviations = 5;

    private static readonly string[] DocumentKeys =
    [
        .. Enumerable.Range(0, Keys).Select(n => $"{(UInt128)(ulong)n * 0x9E3779B97F4A7C15:x32}"),
    ];

    private static readonly string[] Names = [.. Enumerable.Range(1, 33).Select(n => $"ghcdata{n:d2}")];

    public static TheoryData<int> Counts => [1, 2, 3, 4, 7, 8, 15, 16, 31, 32];

    [Theory]
    [MemberData(nameof(Counts))]
    public void AnotherAccount_TakesItsShare_AndNothingMovesBetweenTheOthers(int count)
    {
        var before = new AccountMap(Names.Take(count));
        var after = new AccountMap(Names.Take(count + 1));

        var moved = DocumentKeys.Where(key => before.Of(key) != after.Of(key)).ToList();

        Assert.All(moved, key => Assert.Equal(count, after.Of(key)));
        AssertIsShare(moved.Count, 1.0 / (count + 1));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void EveryAccount_HasItsShare(int count)
    {
        var map = new AccountMap(Names.Take(count));

        var keys = DocumentKeys.CountBy(map.Of).ToDictionary();

        Assert.Equal(count, keys.Count);
        Assert.All(keys.Values, has => AssertIsShare(has, 1.0 / count));
    }

    [Fact]
    public void AccountThatLeaves_LeavesItsOwnKeysToAllOthers()
    {
        var before = new AccountMap(Names.Take(8));
        var after = new AccountMap(Names.Skip(1).Take(7));

        var left = DocumentKeys.Where(key => before.Of(key) == 0).ToList();

        Assert.All(DocumentKeys.Except(left), key => Assert.Equal(before.Of(key) - 1, after.Of(key)));
        Assert.Equal(7, left.Select(after.Of).Distinct().Count());
    }

    [Fact]
    public void OrderOfAccounts_MeansNothing()
    {
        string[] names = [.. Names.Take(5)];
        string[] reversed = [.. names.Reverse()];
        var map = new AccountMap(names);
        var other = new AccountMap(reversed);

        Assert.All(DocumentKeys, key => Assert.Equal(names[map.Of(key)], reversed[other.Of(key)]));
    }

    /// <summary>Keys that people chose are not evenly spread; their accounts are.</summary>
    [Fact]
    public void HoursOfOnePlace_AreSpread()
    {
        var map = new AccountMap(Names.Take(4));

        var hours = Enumerable
            .Range(0, 21 * 24)
            .Select(hour => $"demo-luohu-port|{new DateTime(2022, 7, 1).AddHours(hour):yyyyMMddHH}")
            .CountBy(map.Of)
            .ToDictionary();

        Assert.Equal(4, hours.Count);
        Assert.All(hours.Values, has => Assert.InRange(has, 21 * 24 / 4 - 50, 21 * 24 / 4 + 50));
    }

    /// <summary>Never change these: rows lie where the map said when they were written.</summary>
    [Theory]
    [InlineData("00000000000000000000000000000000", "ghcdata02")]
    [InlineData("ffffffffffffffffffffffffffffffff", "ghcdata05")]
    [InlineData("demo-luohu-port|2022071502", "ghcdata03")]
    [InlineData("lab-results", "ghcdata06")]
    [InlineData("广东", "ghcdata06")]
    public void Map_IsTheSameInEveryVersion(string key, string account)
    {
        string[] names = [.. Names.Take(8)];

        Assert.Equal(account, names[new AccountMap(names).Of(key)]);
    }

    private static void AssertIsShare(int count, double share)
    {
        var deviation = Math.Sqrt(Keys * share * (1 - share));
        Assert.InRange(count, Keys * share - Deviations * deviation, Keys * share + Deviations * deviation);
    }
}
