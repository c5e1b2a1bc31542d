using CsCheck;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Tests.Colors;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.LabResults;

/// <summary>
/// A result is known by laboratory, accession and revision over all documents; no order of messages may decide where it counts.
/// </summary>
public sealed class AccessionHistoryTests
{
    private sealed record Sent(string Document, int Revision, TestResult Result, ResultStatus Status);

    private static readonly Gen<Sent> OneMessage = Gen.Select(
        OneOf("A", "B", "C"),
        Gen.Int[1, 3],
        OneOf(TestResult.Negative, TestResult.Positive, TestResult.Invalid),
        OneOf(ResultStatus.Final, ResultStatus.Corrected, ResultStatus.Cancelled),
        (document, revision, result, status) => new Sent(document, revision, result, status)
    );

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static readonly Gen<(Sent[] Sent, Sent[] Shuffled)> TwoOrders = OneMessage
        .Array[1, 6]
        .SelectMany(sent => Gen.Select(Gen.Const(sent), Gen.Shuffle(sent.ToArray())));

    [Fact]
    public void Messages_InAnyOrder_CountInTheSamePlaces() =>
        TwoOrders.Sample(orders => Assert.Equal(Outcome(orders.Sent), Outcome(orders.Shuffled)));

    [Fact]
    public void Messages_HighestRevisionOfOneDocument_CountsThereAndNowhereElse() =>
        OneMessage
            .Array[1, 6]
            .Sample(sent =>
            {
                var highest = sent.Max(message => message.Revision);
                var documents = sent.Where(message => message.Revision == highest).Select(message => message.Document).Distinct().ToList();
                var counting = Counting(sent).Select(counted => counted.Document).Distinct();
                Assert.True(counting.All(documents.Contains));
            });

    [Fact]
    public void Messages_OneRevisionForTwoDocuments_NegativeReleasesNobody_PositiveHoldsInBoth()
    {
        Assert.Empty(
            Counting([new("A", 1, TestResult.Negative, ResultStatus.Final), new("B", 1, TestResult.Negative, ResultStatus.Final)])
        );
        Assert.Equal(
            2,
            Counting([new("A", 1, TestResult.Positive, ResultStatus.Final), new("B", 1, TestResult.Positive, ResultStatus.Final)]).Count
        );
    }

    [Fact]
    public void Trimmed_ManyMessages_KeepsTheHighest()
    {
        var history = Enumerable
            .Range(1, 100)
            .Aggregate(AccessionHistory.Empty, (known, revision) => known.With(new Arrival(revision, "A", "c", "i")).Trimmed());

        Assert.Equal((AccessionHistory.MaxKept, 100), (history.Arrivals.Count, history.Highest));
        Assert.Null(history.StandingOf(new Arrival(1, "A", "c", "i")));
    }

    [Fact]
    public void Standing_FollowsFromTheSetAlone() =>
        TwoOrders.Sample(orders =>
        {
            var (one, other) = (History(orders.Sent), History(orders.Shuffled));
            Assert.All(one.Arrivals, arrival => Assert.Equal(one.StandingOf(arrival), other.StandingOf(arrival)));
            Assert.Equal(one.Moves(), other.Moves());
        });

    private static string Outcome(Sent[] sent) =>
        string.Join('\n', Counting(sent).Select(counted => $"{counted.Document} {counted.Result}").Order(StringComparer.Ordinal));

    /// <summary>What is stored if messages come one after another, as the service stores it: facts are only ever added.</summary>
    private static List<(string Document, LabResult Result)> Counting(Sent[] sent)
    {
        var facts = new HashSet<(string Document, Fact Fact)>();
        var history = AccessionHistory.Empty;
        foreach (var message in sent)
        {
            facts.Add((message.Document, Fact(message)));
            history = history.With(ArrivalOf(message)).Trimmed();
            facts.UnionWith(
                history.Moves().Select(move => (move.From, (Fact)new ResultMoved("gz-kingmed", "A-1", history.Highest, move.To)))
            );
        }

        return
        [
            .. facts
                .GroupBy(fact => fact.Document)
                .SelectMany(document => EffectiveResults.Of(document.Select(fact => fact.Fact)).Select(result => (document.Key, result))),
        ];
    }

    private static AccessionHistory History(Sent[] sent) =>
        sent.Aggregate(AccessionHistory.Empty, (history, message) => history.With(ArrivalOf(message)));

    private static Arrival ArrivalOf(Sent message) => new(message.Revision, message.Document, $"{message.Result} {message.Status}", "run");

    private static LabResult Fact(Sent message) =>
        Given.Result(message.Result, Given.On(1)) with
        {
            Accession = "A-1",
            Revision = message.Revision,
            Status = message.Status,
        };
}
