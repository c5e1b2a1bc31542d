using System.Globalization;
using System.Text.Json;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.Colors;

/// <summary>Facts with good defaults. Times are of July 2022 in China: <c>On(8)</c> is the start of July 8 there.</summary>
internal static class Given
{
    private static int accessions;

    public static Policy Pack { get; } = Policy.Pack("7+3");

    public static DateTimeOffset On(int day, string time = "00:00") =>
        DateTimeOffset.Parse($"2022-07-{day:00}T{time}+08:00", CultureInfo.InvariantCulture);

    public static Crossing Entry(DateTimeOffset at) => new("Luohu", Direction.Entry, at, Names.Anna);

    public static Crossing Exit(DateTimeOffset at) => new("Luohu", Direction.Exit, at, Names.Anna);

    public static LabResult Result(TestResult result, DateTimeOffset at) =>
        new(
            "gz-kingmed",
            $"A-{Interlocked.Increment(ref accessions)}",
            1,
            ResultStatus.Final,
            Assay.NucleicAcid,
            false,
            result,
            at,
            at.AddHours(6),
            Names.Anna
        );

    public static LabResult Negative(DateTimeOffset at) => Result(TestResult.Negative, at);

    public static LabResult Positive(DateTimeOffset at) => Result(TestResult.Positive, at);

    public static Measure Measure(MeasureKind kind, DateTimeOffset from, DateTimeOffset? until = null) => new("M-1", kind, from, until);

    public static Color ColorAt(DateTimeOffset now, params Fact[] facts) => Pack.Assess(facts, now).Color;

    /// <summary>The pack with a piece of its text replaced; fails if the piece is not there exactly once or more.</summary>
    public static string PackText(string replace, string by)
    {
        Assert.Contains(replace, Pack.Json, StringComparison.Ordinal);
        return Pack.Json.Replace(replace, by, StringComparison.Ordinal);
    }

    public static Policy Parsed(string json)
    {
        Assert.False(Policy.Parse(json).Refused(out var refusal, out var policy), string.Join("; ", refusal?.Errors ?? []));
        return policy!;
    }

    /// <summary>Lists in records compare by reference; their text compares by value.</summary>
    public static string Text(Schedule schedule) => JsonSerializer.Serialize(schedule);

    public static string Text(Assessment assessment) => JsonSerializer.Serialize(assessment);
}
