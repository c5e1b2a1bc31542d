using System.Text.Json;
using CsCheck;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.Colors;

/// <summary>The laws of the rules, over generated histories and every pack.</summary>
public sealed class ScheduleLawTests
{
    /// <summary>Enough that each law is broken within a run when a rule is broken on purpose.</summary>
    private const int Many = 1_000;

    [Fact]
    public void AnyPermutationOfFacts_GivesTheSameSchedule() =>
        Gen.Select(Histories.Pack, Histories.Facts.SelectMany(f => Gen.Select(Gen.Const(f), Gen.Shuffle(f.ToArray()))))
            .Sample(
                (pack, lists) => Assert.Equal(Given.Text(pack.Schedule(lists.Item1)), Given.Text(pack.Schedule(lists.Item2))),
                iter: Many
            );

    [Fact]
    public void OneMorePositiveOrMeasure_IsNeverGreenerAtAnyTime() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Adverse)
            .Sample((pack, facts, adverse) => AssertNeverGreener(pack.Schedule(facts), pack.Schedule([.. facts, adverse])), iter: Many);

    [Fact]
    public void OneMoreNegative_IsNeverWorseAtAnyTime() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.NewNegative)
            .Sample((pack, facts, negative) => AssertNeverGreener(pack.Schedule([.. facts, negative]), pack.Schedule(facts)), iter: Many);

    [Fact]
    public void UntilItChanges_TheAssessmentIsConstant() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Instant, Gen.Double[0, 1])
            .Sample(
                (pack, facts, now, part) =>
                {
                    var assessment = pack.Assess(facts, now);
                    var end = assessment.ChangesAt ?? DateTimeOffset.MaxValue;
                    Assert.True(end > now || assessment.ChangesAt is null);
                    var between = now + ((end - now) * part * 0.999999);
                    Assert.Equal(Given.Text(assessment), Given.Text(pack.Assess(facts, between)));
                    if (assessment.ChangesAt is { } change)
                    {
                        Assert.NotEqual(
                            Given.Text(assessment with { ChangesAt = null }),
                            Given.Text(pack.Assess(facts, change) with { ChangesAt = null })
                        );
                    }
                },
                iter: Many
            );

    [Fact]
    public void AnOlderNegativeThatArrivesLate_NeverLiftsAPositiveOrMeasure() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Adverse, Histories.NewNegative, Histories.Ticks)
            .Sample(
                (pack, facts, adverse, negative, age) =>
                {
                    var start = adverse is Measure measure ? measure.From : ((LabResult)adverse).SampledAt;
                    var older = negative with
                    {
                        SampledAt = start.UtcTicks < age ? DateTimeOffset.MinValue : new(start.UtcTicks - age, TimeSpan.Zero),
                    };

                    // What the fact alone demands, with the tests of the history, is still demanded after the older negative came.
                    var demanded = pack.Schedule([.. facts.OfType<LabResult>().Where(r => r.Result == TestResult.Negative), adverse]);
                    AssertNeverGreener(demanded, pack.Schedule([.. facts, adverse, older]));
                },
                iter: Many
            );

    [Fact]
    public void ANegative_CountsOnlyIfSampledAfterTheFact() =>
        Gen.Select(Histories.Pack, Histories.Adverse, Histories.NewNegative)
            .Sample(
                (pack, adverse, negative) =>
                {
                    var start = adverse is Measure measure ? measure.From : ((LabResult)adverse).SampledAt;
                    var same = Given.Text(pack.Schedule([adverse])) == Given.Text(pack.Schedule([adverse, negative]));
                    Assert.True(same || negative.SampledAt > start);
                },
                iter: Many
            );

    [Fact]
    public void ASchedule_IsTheSameAsAssessingEachTime() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Instant)
            .Sample(
                (pack, facts, now) => Assert.Equal(Given.Text(pack.Schedule(facts).At(now)), Given.Text(pack.Assess(facts, now))),
                iter: Many
            );

    [Fact]
    public void ASchedule_StartsWithTimeAndNeighborsDiffer() =>
        Gen.Select(Histories.Pack, Histories.Facts)
            .Sample(
                (pack, facts) =>
                {
                    var segments = pack.Schedule(facts).Segments;
                    Assert.Equal(DateTimeOffset.MinValue, segments[0].From);
                    foreach (var (a, b) in segments.Zip(segments.Skip(1)))
                    {
                        Assert.True(a.From < b.From);
                        Assert.True(
                            a.Color != b.Color
                                || !a.Reasons.SequenceEqual(b.Reasons)
                                || !(a.Suspended ?? []).SequenceEqual(b.Suspended ?? [])
                        );
                    }

                    Assert.All(segments, s => Assert.Equal(s.Color == Color.Green, s.Reasons.Count == 0));
                },
                iter: Many
            );

    [Fact]
    public void ASchedule_ReadBackFromJson_IsTheSame() =>
        Gen.Select(Histories.Pack, Histories.Facts, Histories.Instant)
            .Sample(
                (pack, facts, now) =>
                {
                    var schedule = pack.Schedule(facts);
                    var read = JsonSerializer.Deserialize<Schedule>(Given.Text(schedule))!;
                    Assert.Equal(Given.Text(schedule), Given.Text(read));
                    Assert.Equal(Given.Text(schedule.At(now)), Given.Text(read.At(now)));
                },
                iter: Many
            );

    [Fact]
    public void AnyHistory_EvenAtTheEndsOfTime_HasAnAnswer() =>
        Gen.Select(Histories.Pack, Histories.ExtremeFacts, Histories.AnyInstant)
            .Sample(
                (pack, facts, now) =>
                {
                    var assessment = pack.Assess(facts, now);
                    Assert.True(assessment.ChangesAt is null || assessment.ChangesAt > now);
                    Assert.Matches("^(24h|48h|72h|none)$", TestAge.Of(facts.OfType<LabResult>(), now));
                },
                iter: Many
            );

    [Fact]
    public void AHundredThousandFacts_AreNoQuadraticWork()
    {
        // Quadratic work would be some 10^10 steps, minutes; this takes a second or two.
        var facts = Enumerable
            .Range(0, 50_000)
            .SelectMany(i => new Fact[] { Given.Positive(Given.On(1).AddHours(i)), Given.Negative(Given.On(1).AddHours(i).AddMinutes(30)) })
            .ToArray();
        var started = TimeProvider.System.GetTimestamp();

        var schedule = Given.Pack.Schedule(facts);

        Assert.Equal([Color.Green, Color.Red], schedule.Segments.Select(s => s.Color));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
    }

    /// <summary>Colors change only where a segment of either starts, so comparing there compares at all times.</summary>
    private static void AssertNeverGreener(Schedule before, Schedule after)
    {
        foreach (var time in before.Segments.Concat(after.Segments).Select(s => s.From).Distinct())
        {
            Assert.True(after.At(time).Color >= before.At(time).Color, $"Greener at {time:O}");
        }
    }
}
