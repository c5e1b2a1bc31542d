using CsCheck;
using Ghc.Domain.LabResults;

namespace Ghc.Domain.Tests.LabResults;

/// <summary>What becomes of the messages of one accession, case by case; <see cref="AccessionHistoryTests"/> has the laws.</summary>
public sealed class ArrivalTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly Arrival First = new(1, "A", "negative", "run-1");

    [Fact]
    public void SaysTheSameAs_AnotherDelivery_ButNotAnotherMessage()
    {
        Assert.True(First.SaysTheSameAs(First with { Id = "run-2" }));
        Assert.False(First.SaysTheSameAs(First with { Revision = 2 }));
        Assert.False(First.SaysTheSameAs(First with { DocumentKey = "B" }));
        Assert.False(First.SaysTheSameAs(First with { Content = "positive" }));
    }

    [Fact]
    public void With_TheSameMessageAgain_KeepsTheFirstDelivery()
    {
        var history = History(First);

        Assert.Same(history, history.With(First with { Id = "run-2" }));
        Assert.Equal("run-1", history.Find(First with { Id = "run-2" })?.Id);
        Assert.Equal(2, history.With(First with { Revision = 2 }).Arrivals.Count);
    }

    [Fact]
    public void With_AnotherMessage_KeepsWhenTheLastWasRecorded() =>
        Assert.Equal(Now, (AccessionHistory.Empty with { RecordedAt = Now }).With(First).RecordedAt);

    [Theory]
    [InlineData(-10, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    public void NextAfter_AnyClock_IsLaterThanTheLast(int clock, int expected) =>
        Assert.Equal(Now.AddTicks(expected), (AccessionHistory.Empty with { RecordedAt = Now }).NextAfter(Now.AddTicks(clock)));

    [Fact]
    public void Highest_OfRevisionsInAnyOrder_IsTheHighest()
    {
        Assert.Equal(0, AccessionHistory.Empty.Highest);
        Assert.Equal(3, History(First with { Revision = 2 }, First with { Revision = 3 }, First).Highest);
    }

    [Fact]
    public void StandingOf_OneMessage_IsAccepted()
    {
        Assert.Equal(Standing.Accepted, History(First).StandingOf(First with { Id = "run-2" }));
        Assert.Null(History(First).StandingOf(First with { Content = "positive" }));
        Assert.Null(AccessionHistory.Empty.StandingOf(First));
    }

    [Fact]
    public void StandingOf_LowerRevision_IsSuperseded()
    {
        var correction = First with { Revision = 2, Content = "positive" };
        var history = History(correction, First);

        Assert.Equal(Standing.Superseded, history.StandingOf(First));
        Assert.Equal(Standing.Accepted, history.StandingOf(correction));
    }

    [Fact]
    public void StandingOf_TwoMessagesOfTheHighestRevision_ContradictEachOther()
    {
        var (other, later) = (First with { Content = "positive" }, First with { Revision = 2 });

        Assert.All([First, other], arrival => Assert.Equal(Standing.Contradicted, History(First, other).StandingOf(arrival)));
        Assert.All([First, other], arrival => Assert.Equal(Standing.Superseded, History(First, other, later).StandingOf(arrival)));
        Assert.Equal(Standing.Accepted, History(First, other, later).StandingOf(later));
    }

    [Fact]
    public void StandingOf_TwoDocumentsUnderTheHighestRevision_IsAConflictOfAll()
    {
        var (same, other) = (First with { Content = "positive" }, First with { DocumentKey = "another" });

        Assert.All([First, other], arrival => Assert.Equal(Standing.Conflict, History(First, other).StandingOf(arrival)));
        Assert.All([First, same, other], arrival => Assert.Equal(Standing.Conflict, History(First, same, other).StandingOf(arrival)));
        Assert.Equal(Standing.Accepted, History(First, other, First with { Revision = 2 }).StandingOf(First with { Revision = 2 }));
    }

    [Fact]
    public void Trimmed_AsManyAsARowHolds_KeepsAll()
    {
        var full = Many(AccessionHistory.MaxKept);

        Assert.Same(full, full.Trimmed());
    }

    [Fact]
    public void Trimmed_OneMore_ForgetsTheLowestRevision()
    {
        var trimmed = (Many(AccessionHistory.MaxKept + 1) with { RecordedAt = Now }).Trimmed();

        Assert.Equal((AccessionHistory.MaxKept, Now), (trimmed.Arrivals.Count, trimmed.RecordedAt));
        Assert.Equal(2, trimmed.Arrivals.Min(arrival => arrival.Revision));
    }

    [Fact]
    public void Trimmed_ManyOfOneRevision_KeepsTheSameOnesInAnyOrder()
    {
        var contents = Enumerable.Range(10, AccessionHistory.MaxKept + 5).Select(number => $"c{number}").ToArray();

        Gen.Shuffle(contents)
            .Sample(shuffled =>
                Assert.Equal(
                    contents[..AccessionHistory.MaxKept],
                    History([.. shuffled.Select(content => First with { Content = content })])
                        .Trimmed()
                        .Arrivals.Select(arrival => arrival.Content)
                )
            );
    }

    [Fact]
    public void Moves_AllOfOneDocument_AreNone()
    {
        Assert.Empty(AccessionHistory.Empty.Moves());
        Assert.Empty(History(First, First with { Revision = 2 }).Moves());
    }

    [Fact]
    public void Moves_HighestNamesAnotherDocument_GoThere()
    {
        Arrival[] arrivals = [First, First with { Revision = 2, DocumentKey = "C" }, First with { Revision = 3, DocumentKey = "B" }];

        Assert.Equal([("A", "B"), ("C", "B")], History(arrivals).Moves());
        Assert.Equal([("A", "B"), ("C", "B")], History([.. arrivals.Reverse()]).Moves());
    }

    [Fact]
    public void Moves_HighestNamesTwoDocuments_GoFromEachToTheOther() =>
        Assert.Equal(
            [("A", "B"), ("A", "C"), ("B", "C"), ("C", "B")],
            History(First with { Revision = 2, DocumentKey = "C" }, First with { Revision = 2, DocumentKey = "B" }, First).Moves()
        );

    private static AccessionHistory History(params Arrival[] arrivals) =>
        arrivals.Aggregate(AccessionHistory.Empty, (history, arrival) => history.With(arrival));

    private static AccessionHistory Many(int count) =>
        History([.. Enumerable.Range(1, count).Select(revision => First with { Revision = revision })]);
}
