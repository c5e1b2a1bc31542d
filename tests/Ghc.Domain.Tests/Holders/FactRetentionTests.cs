using CsCheck;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Domain.Tests.Colors;

namespace Ghc.Domain.Tests.Holders;

public sealed class FactRetentionTests
{
    private const int Days = 20;

    private static readonly FactRetention Retention = new(TimeSpan.FromDays(Days), TimeSpan.FromDays(1000));

    [Fact]
    public void Disposable_OfAnyHistory_ChangesNoColorFromNowOn() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Instant, Gen.Int[0, 60])
            .Sample(
                (pack, facts, at, later) =>
                {
                    var now = at.AddDays(later);
                    var dropped = Retention.Disposable(facts, pack.Schedule, now, most: 99);
                    var left = facts.Where(fact => !dropped.Contains(fact)).ToList();

                    Assert.Equal(Given.Text(pack.Assess(facts, now)), Given.Text(pack.Assess(left, now)));
                    Assert.Equal(Given.Text(pack.Assess(facts, now.AddDays(9))), Given.Text(pack.Assess(left, now.AddDays(9))));
                    Assert.DoesNotContain(dropped, fact => fact is LabResult result && result.SampledAt >= now.AddDays(-Days));
                    Assert.Equal(facts.OfType<Crossing>().Any(), left.OfType<Crossing>().Any());
                },
                iter: 1_000
            );

    [Fact]
    public void Disposable_OfCrossings_KeepsTheLatestLonger()
    {
        var (first, second) = (Given.Entry(Given.On(1)), Given.Exit(Given.On(2)));

        Assert.Equal([first], Drop(Given.On(30), first, second));
        Assert.Equal([first, second], Drop(Given.On(2).AddDays(1001), first, second));
    }

    [Fact]
    public void Disposable_PositiveThatStillCounts_KeepsTheResultsAfterItToo()
    {
        var (positive, negative) = (Given.Positive(Given.On(1)), Given.Negative(Given.On(3)));

        Assert.Empty(Drop(Given.On(31).AddDays(30), positive, negative));
        Assert.Equal([positive, negative], Drop(Given.On(31).AddDays(30), positive, negative, Given.Negative(Given.On(5)))[..2]);
    }

    [Fact]
    public void Disposable_MeasureWithAnEnd_GoesByItsEnd()
    {
        var measure = Given.Measure(MeasureKind.CloseContact, Given.On(1), until: Given.On(25));

        Assert.Empty(Drop(Given.On(31), measure));
        Assert.Equal([measure], Drop(Given.On(25).AddDays(Days + 1), measure));
    }

    [Fact]
    public void Disposable_MovedResult_GoesWithTheLastResultOfItsAccession()
    {
        var result = Given.Negative(Given.On(1));
        var moved = new ResultMoved(result.Laboratory, result.Accession, 2, "other");

        Assert.Empty(Drop(Given.On(3), result, moved));
        Assert.Equal([result, moved], Drop(Given.On(31), result, moved));
        Assert.Equal([moved], Drop(Given.On(3), moved));
    }

    [Fact]
    public void Disposable_MoreThanFit_TakesTheOldest()
    {
        var exits = Enumerable.Range(1, 5).Select(day => Given.Exit(Given.On(day))).ToArray();

        Assert.Equal(
            [exits[0], exits[1]],
            Retention
                .Disposable([.. exits.Reverse()], Given.Pack.Schedule, Given.On(30), most: 2)
                .OrderBy(fact => ((Crossing)fact).CrossedAt)
        );
    }

    private static Fact[] Drop(DateTimeOffset now, params Fact[] facts)
    {
        var dropped = Retention.Disposable(facts, Given.Pack.Schedule, now, most: 99);
        return [.. facts.Where(dropped.Contains)];
    }
}
