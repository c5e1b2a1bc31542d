using System.Globalization;
using System.Text.RegularExpressions;
using Ghc.Bench.Reporting;
using Ghc.Bench.Rush;
using Ghc.Functions.Access;
using Ghc.Functions.Codes;

namespace Ghc.Bench.Tests;

/// <summary>
/// The laws of the simulated morning: nothing is lost, nothing is left to the machine's chance, and the phones do what the page does.
/// </summary>
public sealed class RushTests
{
    private const double Plenty = 1_000_000;

    private static readonly Morning Small = new(Phones: 5_000);

    public static TheoryData<string, string> Mornings =>
        [.. from client in ClientPolicy.All from health in Enum.GetNames<Health>() select (client.Name, health)];

    [Theory]
    [MemberData(nameof(Mornings))]
    public void EveryLookAndEveryRequest_IsAccountedFor(string client, string health)
    {
        var (counts, gates) = Run(client, Enum.Parse<Health>(health), perSecond: 5);

        Assert.True(counts.Looks >= Small.Phones);
        Assert.Equal(counts.Looks, counts.SeenWithinASecond + counts.SeenLater + counts.Unseen);
        Assert.Equal(counts.Asked, counts.Answered + counts.Refused + counts.TooLate + counts.LostOnTheWay);
        Assert.Equal(counts.Requests, counts.CodeRequests.Sum() + counts.SignInRequests.Sum());
        Assert.Equal(counts.Seen, gates.Total);
        Assert.Equal(gates.Total, gates.Offline + gates.Online.Sum());
    }

    [Theory]
    [MemberData(nameof(Mornings))]
    public void SameSeed_SameMorning(string client, string health)
    {
        var first = Run(client, Enum.Parse<Health>(health), perSecond: 5).Counts;
        var second = Run(client, Enum.Parse<Health>(health), perSecond: 5).Counts;
        var other = PhoneRush.Run(Small with { Seed = 1 }, PolicyOf(client), new Service(Enum.Parse<Health>(health), 5));

        Assert.Equal((first.Asked, first.SeenWithinASecond, first.Unseen), (second.Asked, second.SeenWithinASecond, second.Unseen));
        Assert.Equal(first.CodeRequests, second.CodeRequests);
        Assert.NotEqual(first.CodeRequests, other.CodeRequests);
    }

    [Theory]
    [InlineData("Up")]
    [InlineData("Slow")]
    [InlineData("Down")]
    public void WithoutTheStrip_MoreIsAskedAndLessIsSeen(string health)
    {
        var with = Run("strip", Enum.Parse<Health>(health), Plenty).Counts;
        var without = Run("neither", Enum.Parse<Health>(health), Plenty).Counts;

        Assert.Equal(with.Looks, without.Looks);
        Assert.True(
            without.CodeRequests.Sum() > 2 * with.CodeRequests.Sum(),
            $"{without.CodeRequests.Sum()} against {with.CodeRequests.Sum()}"
        );
        Assert.True(without.SeenWithinASecond < with.SeenWithinASecond, $"{without.SeenWithinASecond} against {with.SeenWithinASecond}");
        Assert.True(without.Unseen >= with.Unseen, $"{without.Unseen} against {with.Unseen}");
    }

    [Fact]
    public void SlowService_DelaysNobodyWhoHoldsAStrip()
    {
        var (up, slow) = (Run("strip", Health.Up, Plenty).Counts, Run("strip", Health.Slow, Plenty).Counts);

        Assert.InRange(slow.SeenWithinASecond, up.SeenWithinASecond * 0.98, up.Looks);
    }

    /// <summary>
    /// The goal of the pass: nearly everybody sees the code at once, and a tenth of the requests at most are sign-ins, whatever the service
    /// does.
    /// </summary>
    [Theory]
    [InlineData("Up", 0.95)]
    [InlineData("Slow", 0.85)]
    public void WithThePass_FewSignIn(string health, double looksThatNeedNoSignIn)
    {
        var counts = Run("strip and pass", Enum.Parse<Health>(health), Plenty).Counts;

        Assert.True(counts.SignInRequests.Sum() < 0.25 * counts.Requests, $"{counts.SignInRequests.Sum()} of {counts.Requests}");
        Assert.True(counts.SignedInLooks > looksThatNeedNoSignIn * counts.Looks * 0.9, $"{counts.SignedInLooks} of {counts.Looks}");
    }

    [Fact]
    public void DownService_RefusesAll_AndGatesJudgeByThemselves()
    {
        var service = new Service(Health.Down, Plenty);

        Assert.Null(service.Take(Service.DownFrom));
        Assert.Null(service.Take(Service.DownUntil - 1));
        Assert.NotNull(service.Take(Service.DownUntil));
        Assert.True(Run("strip", Health.Down, Plenty).Gates.Offline > Run("neither", Health.Down, Plenty).Gates.Offline);
    }

    [Fact]
    public void Line_GrowsWithWork_AndIsRefusedBeyondItsEnd()
    {
        var service = new Service(Health.Short, perSecond: 1);

        Assert.Equal([1_000, 2_000, 3_000], [service.Take(0), service.Take(0), service.Take(0)]);
        Assert.Equal(2_000, service.Take(2_000));
        Assert.Contains(null, Enumerable.Range(0, 40).Select(_ => service.Take(2_000)));
    }

    [Fact]
    public void Arrivals_AreInTheHour_AndMostAroundItsMiddle()
    {
        var morning = new Morning(Phones: 20_000);
        var minutes = Enumerable
            .Range(0, morning.Phones)
            .Select(phone =>
            {
                var chance = new Chance((ulong)phone);
                return morning.ArrivalOf(phone, ref chance).At / Morning.Minute;
            })
            .ToList();

        Assert.All(minutes, minute => Assert.InRange(minute, 0, 59));
        Assert.InRange(minutes.Count(minute => minute is >= 18 and < 42), morning.Phones / 2, morning.Phones);
    }

    [Fact]
    public void RenewAt_IsTheKeepersRule()
    {
        const int minute = Morning.Minute;
        var strip = ClientPolicy.WithStrip;

        Assert.Equal(ClientPolicy.Never, strip.RenewAt(now: 0, 0, 240 * minute, sessionEnd: 0, 0));
        Assert.Equal(5, strip.RenewAt(now: 5, -1, 5, sessionEnd: minute, 0));
        Assert.Equal(120 * minute, strip.RenewAt(now: 0, 0, 240 * minute, sessionEnd: 600 * minute, 0));
        Assert.Equal(108 * minute, strip.RenewAt(now: 0, 0, 240 * minute, sessionEnd: 600 * minute, share: 0.5));
        Assert.Equal(28 * minute, strip.RenewAt(now: 0, 0, 240 * minute, sessionEnd: 30 * minute, 0));
        Assert.Equal(125 * minute, strip.RenewAt(now: 5 * minute, 5 * minute, 245 * minute, sessionEnd: 16 * minute, 0));
    }

    [Fact]
    public void Delay_DoublesAndIsHalfChance()
    {
        Assert.Equal((1_000, 2_000), (ClientPolicy.Delay(1, 0), ClientPolicy.Delay(1, 1)));
        Assert.Equal((8_000, 16_000), (ClientPolicy.Delay(4, 0), ClientPolicy.Delay(4, 1)));
        Assert.Equal((150_000, 300_000), (ClientPolicy.Delay(20, 0), ClientPolicy.Delay(20, 1)));
    }

    [Theory]
    [InlineData("code/strip.ts", "REACH", ClientPolicy.ReachMinutes)]
    [InlineData("code/strip.ts", "YOUNG", ClientPolicy.Young)]
    [InlineData("code/strip.ts", "LAST_CHANCE", ClientPolicy.LastChance)]
    [InlineData("code/backoff.ts", "FIRST", ClientPolicy.First)]
    [InlineData("code/backoff.ts", "LONGEST", ClientPolicy.Longest)]
    [InlineData("api/call.ts", "PATIENCE", ClientPolicy.Patience)]
    [InlineData("inspector/queue.ts", "MOST", Gates.VisitsPerCall)]
    [InlineData("inspector/useVisits.ts", "AGAIN", Gates.SendsAgainWithin)]
    public void Constants_AreThePagesOwn(string file, string name, int value)
    {
        var source = File.ReadAllText(Path.Combine(OutputFolders.RepositoryRoot, "web", "src", file));
        var factors = Regex
            .Match(source, $@"\bconst {name} = ([\d_ *]+);")
            .Groups[1]
            .Value.Replace("_", "", StringComparison.Ordinal)
            .Split('*');

        Assert.Equal(value, factors.Aggregate(1, (product, factor) => product * int.Parse(factor, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Constants_AreTheServicesOwn()
    {
        Assert.Equal(Morning.Session, new SessionOptions().Lifetime.TotalMilliseconds);
        Assert.Equal(new HealthCodeOptions().Lifetime.TotalMilliseconds, ClientPolicy.WithoutStrip.Reach);
    }

    private static ClientPolicy PolicyOf(string client) => ClientPolicy.All.Single(policy => policy.Name == client);

    private static (Counts Counts, Gates Gates) Run(string client, Health health, double perSecond)
    {
        var service = new Service(health, perSecond);
        var gates = new Gates(service);
        return (PhoneRush.Run(Small, PolicyOf(client), service, gates), gates);
    }
}
