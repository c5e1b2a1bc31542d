using System.Xml.Linq;
using Ghc.Bench.Measuring;
using Ghc.Bench.Reporting;

namespace Ghc.Bench.Tests;

/// <summary>The harness must not flatter: pairs, medians, goals and unequal work.</summary>
public sealed class MeasuringTests
{
    private static readonly Effort Three = new(Rounds: 3, WarmUps: 1, Scale: 1);

    [Fact]
    public async Task SideBySide_PairsRoundsInTurn_AndLeavesWarmUpsOut()
    {
        var order = new List<string>();
        var (ours, theirs) = (Contender("ours", order, 1000, 20, 30, 40), Contender("theirs", order, 1000, 10, 10, 10));

        var ratio = (await SideBySide.RunAsync(Three, ours, theirs, TestContext.Current.CancellationToken)).Ratio(sample =>
            sample.TimePerOperation
        );

        Assert.Equal(["ours", "theirs", "ours", "theirs", "theirs", "ours", "ours", "theirs"], order);
        Assert.Equal(new Spread(3, 2.5, 3.5, 3), ratio);
    }

    [Fact]
    public async Task SideBySide_UnequalStorageCalls_Stops()
    {
        Contender more = _ => Task.FromResult(new Sample(10, TimeSpan.FromSeconds(1)) { StorageCalls = 20 });
        Contender fewer = _ => Task.FromResult(new Sample(20, TimeSpan.FromSeconds(1)) { StorageCalls = 20 });

        var comparison = await SideBySide.RunAsync(Three, more, fewer, TestContext.Current.CancellationToken);

        Assert.Contains(
            "storage calls",
            Assert.Throws<InvalidOperationException>(() => comparison.WithEqualStorageCalls("scan")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SideBySide_SomethingReadAgainAfterAMinute_IsNoUnequalWork()
    {
        Contender rereading = _ => Task.FromResult(new Sample(600, TimeSpan.FromSeconds(1)) { StorageCalls = 1202 });
        Contender floor = _ => Task.FromResult(new Sample(600, TimeSpan.FromSeconds(1)) { StorageCalls = 1200 });

        var comparison = await SideBySide.RunAsync(Three, rereading, floor, TestContext.Current.CancellationToken);

        Assert.Same(comparison, comparison.WithEqualStorageCalls("scan"));
    }

    [Theory]
    [InlineData(0.89, true)]
    [InlineData(0.90, false)]
    public void Figure_BelowItsFloor_IsMarkedAsMissed(double median, bool missed)
    {
        var figure = new Figure("x", "this", "that", new Spread(median, 0, 2, 7), Goal.AtLeast(0.90));

        Assert.Equal((missed, missed ? "MISSED" : "met"), (figure.Missed, figure.Verdict));
    }

    [Fact]
    public async Task Section_IsWrittenAgain_AndTheProseAroundItStays()
    {
        var folder = Directory.CreateTempSubdirectory("ghc-bench-section-");
        var file = Path.Combine(folder.FullName, "performance.md");
        await File.WriteAllTextAsync(
            file,
            "before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter\n",
            TestContext.Current.CancellationToken
        );

        await OutputFolders.Of(folder).WriteSectionAsync("a", "new", TestContext.Current.CancellationToken);

        Assert.Equal(
            "before\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\nafter\n",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
        );
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Charts_AreWellFormed_AndEscapeTheirTexts()
    {
        var lines = SvgChart.Lines("a < b & c", "x", "y", [new Series("one", [(1, 1), (10, 2)])], logarithmic: true);
        var bars = SvgChart.Bars("bars", [new Bar("≤ <one>", 1, 0.5, 2, 1.5, Missed: false, "1.00")]);

        Assert.Equal("a < b & c", XDocument.Parse(lines).Root!.Element(XName.Get("title", "http://www.w3.org/2000/svg"))!.Value);
        Assert.Contains("≤ <one>", XDocument.Parse(bars).Root!.Value, StringComparison.Ordinal);
    }

    private static Contender Contender(string name, List<string> order, params int[] seconds)
    {
        var run = 0;
        return _ =>
        {
            order.Add(name);
            return Task.FromResult(new Sample(1, TimeSpan.FromSeconds(seconds[run++])));
        };
    }
}
