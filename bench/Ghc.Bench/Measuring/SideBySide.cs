using Ghc.Bench.Reporting;

namespace Ghc.Bench.Measuring;

/// <summary>One of two things that are compared: a run of it does a fixed number of operations.</summary>
internal delegate Task<Sample> Contender(CancellationToken cancellation);

/// <summary>Runs two contenders in turn, so that whatever else the machine does meets both, and compares them round by round.</summary>
internal sealed class SideBySide
{
    /// <summary>
    /// An app remembers for a minute what its policy is, who was dismissed and whether it is to be switched off, and some round meets the
    /// reading of it: so many calls, and one in a hundred.
    /// </summary>
    private const int Rereads = 2;

    private readonly List<(Sample Ours, Sample Theirs)> rounds = [];

    public static async Task<SideBySide> RunAsync(Effort effort, Contender ours, Contender theirs, CancellationToken cancellation)
    {
        for (var warmUp = 0; warmUp < effort.WarmUps; warmUp++)
        {
            await ours(cancellation);
            await theirs(cancellation);
        }

        var comparison = new SideBySide();
        for (var round = 0; round < effort.Rounds; round++)
        {
            // Who goes first takes turns too: the second of a pair finds warmer caches and a fuller store.
            if (round % 2 == 0)
            {
                var first = await ours(cancellation);
                comparison.rounds.Add((first, await theirs(cancellation)));
            }
            else
            {
                var first = await theirs(cancellation);
                comparison.rounds.Add((await ours(cancellation), first));
            }
        }

        return comparison;
    }

    /// <summary>Ours ÷ theirs.</summary>
    public Spread Ratio(Func<Sample, double> value) => Spread.Of(rounds.Select(round => value(round.Ours) / value(round.Theirs)));

    /// <summary>Ours − theirs.</summary>
    public Spread Difference(Func<Sample, double> value) => Spread.Of(rounds.Select(round => value(round.Ours) - value(round.Theirs)));

    /// <summary>A value of ours by itself.</summary>
    public Spread Ours(Func<Sample, double> value) => Spread.Of(rounds.Select(round => value(round.Ours)));

    /// <summary>A comparison of unequal work says nothing, so it is stopped.</summary>
    public SideBySide WithEqualStorageCalls(string what)
    {
        foreach (var (ours, theirs) in rounds)
        {
            var expected = (double)theirs.StorageCalls * ours.Operations / theirs.Operations;
            if (Math.Abs(ours.StorageCalls - expected) > Rereads + (expected / 100))
            {
                throw new InvalidOperationException(
                    $"{what}: {ours.StorageCalls} storage calls in {ours.Operations} operations against {theirs.StorageCalls} in {theirs.Operations}."
                );
            }
        }

        return this;
    }
}
