using CsCheck;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.Colors;

/// <summary>
/// Generated histories: few accessions and a coarse clock, so that revisions, twins of identity and equal times meet often.
/// </summary>
internal static class Histories
{
    private static readonly DateTimeOffset Start = Given.On(1);

    /// <summary>
    /// The packs, and two that stress what they do not: three tests with provisional green and days that do not count, or on days far
    /// apart.
    /// </summary>
    public static Gen<Policy> Pack { get; } =
        Gen.OneOf([
            .. Policy.PackNames.Select(Policy.Pack),
            Given.Parsed(
                Given.PackText(
                    "\"afterNegatives\": 2, \"hoursApart\": 24, \"provisionalHours\": 24",
                    "\"afterNegatives\": 3, \"hoursApart\": 20, \"provisionalHours\": 30, \"fromDay\": 2, \"singleOnly\": true"
                )
            ),
            Given.Parsed(
                Given.PackText(
                    "\"afterNegatives\": 2, \"hoursApart\": 24, \"provisionalHours\": 24",
                    "\"testDays\": [1, 3, 7], \"hoursApart\": 24, \"provisionalHours\": 30"
                )
            ),
        ]);

    /// <summary>Up to forty days of six-hour steps, some of them a little off.</summary>
    public static Gen<DateTimeOffset> Instant { get; } =
        Gen.Select(Gen.Int[0, 160], Gen.OneOf(0, 0, 0, -1, 1), Gen.OneOf(0, 8))
            .Select((steps, seconds, offset) => Start.AddHours(6 * steps).AddSeconds(seconds).ToOffset(TimeSpan.FromHours(offset)));

    public static Gen<DateTimeOffset> AnyInstant { get; } =
        Gen.OneOf(
            Instant,
            Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(t => new DateTimeOffset(t, TimeSpan.Zero)),
            Gen.Long[0, TimeSpan.TicksPerDay * 30].Select(t => new DateTimeOffset(t, TimeSpan.Zero)),
            Gen.Long[0, TimeSpan.TicksPerDay * 30].Select(t => new DateTimeOffset(DateTimeOffset.MaxValue.Ticks - t, TimeSpan.Zero)),
            Gen.OneOf(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        );

    public static Gen<long> Ticks { get; } = Gen.OneOf(Gen.Const(0L), Gen.Long[0, TimeSpan.TicksPerDay * 20]);

    public static Gen<List<Fact>> Facts { get; } = FactAt(Instant).List[0, 14];

    public static Gen<List<Fact>> ExtremeFacts { get; } = FactAt(AnyInstant).List[0, 14];

    /// <summary>A positive of any sort or a measure, new to the history.</summary>
    public static Gen<Fact> Adverse { get; } =
        Gen.OneOf(
            Result(Instant)
                .Select(r =>
                    (Fact)(
                        r with
                        {
                            Accession = "new positive",
                            Result = r.Result == TestResult.Inconclusive ? TestResult.Inconclusive : TestResult.Positive,
                            Status = ResultStatus.Final,
                        }
                    )
                ),
            MeasureAt(Instant).Select(m => (Fact)((Measure)m with { Id = "new measure", LiftedAt = null }))
        );

    public static Gen<LabResult> NewNegative { get; } =
        Result(Instant).Select(r => r with { Accession = "new negative", Result = TestResult.Negative, Status = ResultStatus.Final });

    private static Gen<Fact> FactAt(Gen<DateTimeOffset> instant) =>
        Gen.Frequency(
            (2, Gen.Select(instant, Gen.Enum<Direction>(), (at, direction) => (Fact)new Crossing("Luohu", direction, at, Names.Anna))),
            (6, Result(instant).Select(r => (Fact)r)),
            (2, MeasureAt(instant))
        );

    private static Gen<LabResult> Result(Gen<DateTimeOffset> instant) =>
        Gen.Select(
            Gen.Select(Gen.OneOf("gz-kingmed", "sz-bgi"), Gen.Int[1, 8], Gen.Int[1, 3]),
            Gen.Select(
                Gen.OneOf(ResultStatus.Final, ResultStatus.Final, ResultStatus.Corrected, ResultStatus.Cancelled),
                Gen.OneOf(Assay.NucleicAcid, Assay.NucleicAcid, Assay.Antigen),
                Gen.Bool
            ),
            Gen.OneOf(
                TestResult.Negative,
                TestResult.Negative,
                TestResult.Negative,
                TestResult.Positive,
                TestResult.Inconclusive,
                TestResult.Invalid
            ),
            Gen.Select(instant, instant),
            (id, kind, result, at) =>
                new LabResult(
                    id.Item1,
                    $"A-{id.Item2}",
                    id.Item3,
                    kind.Item1,
                    kind.Item2,
                    kind.Item3,
                    result,
                    at.Item1,
                    at.Item2,
                    Names.Anna
                )
        );

    private static Gen<Fact> MeasureAt(Gen<DateTimeOffset> instant) =>
        Gen.Select(
            Gen.Int[1, 4],
            Gen.Enum<MeasureKind>(),
            instant,
            Gen.Select(Gen.Bool, instant),
            Gen.Select(Gen.Int[0, 4], instant),
            (id, kind, from, until, lift) =>
                (Fact)
                    new Measure($"M-{id}", kind, from, until.Item1 ? until.Item2 : null) { LiftedAt = lift.Item1 == 0 ? lift.Item2 : null }
        );
}
