using CsCheck;
using Ghc.Domain.Colors;
using Ghc.Domain.Places;
using Ghc.Domain.Statistics;

namespace Ghc.Domain.Tests.Statistics;

/// <summary>What the public may read leads back to nobody, however somebody subtracts.</summary>
public sealed class DayCountsTests
{
    private const int Least = 10;

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(9, null)]
    [InlineData(10, 10)]
    [InlineData(14, 10)]
    [InlineData(15, 20)]
    [InlineData(24, 20)]
    [InlineData(12_345_678, 12_345_680)]
    public void Number_IsRoundedOrNone(int people, int? published) => Assert.Equal(published, PublicCount.Of(people, Least));

    [Fact]
    public void Number_AHigherLeast_HidesMore() => Assert.Equal((null, 50), (PublicCount.Of(49, 50), PublicCount.Of(50, 50)));

    /// <summary>A least number below the step would publish "10" for seven people.</summary>
    [Fact]
    public void Number_NoOptionPublishesFewerThanTheStep() => Assert.Null(PublicCount.Of(9, 1));

    [Fact]
    public void OnePersonScannedTenTimes_IsOnePerson_WithTheirWorstColor()
    {
        var counts = new DayCounts();
        for (var person = 0; person < 9; person++)
        {
            counts.Add([("port", Color.Green)]);
        }

        counts.Add(Enumerable.Repeat(("port", Color.Green), 10).Append(("port", Color.Red)).Append(("hotel", Color.Green)));
        Assert.All(counts.Publish(Place.Kinds, Least), row => Assert.Equal((null, null, null), (row.Green, row.Yellow, row.Red)));

        counts.Add([("port", Color.Green)]);
        Assert.Equal(10, counts.Publish(Place.Kinds, Least).Single(row => row.PlaceKind == "port").Green);
    }

    [Fact]
    public void EveryKindHasARow_SoThatAMissingOneTellsNothing() =>
        Assert.Equal(Place.Kinds, new DayCounts().Publish(Place.Kinds, Least).Select(row => row.PlaceKind));

    /// <summary>
    /// Somebody who knows everything but one small number, all that is published of this day and of the others, totals and differences of
    /// them included, learns nothing of that number: whatever it is, what is published is the same to the last character.
    /// </summary>
    [Fact]
    public void ASmallNumber_WhateverItIs_ChangesNothingThatIsPublished() =>
        Gen.Select(Counts, Gen.Int[0, Cells - 1])
            .Sample(
                (counts, cell) =>
                {
                    var published = Enumerable
                        .Range(0, Least)
                        .Select(small => Published([.. counts.Select((count, at) => at == cell ? small : count)]))
                        .Distinct();
                    Assert.Single(published);
                }
            );

    /// <summary>So that no sum can be taken apart: a person changes the number of the cells they are in, and no other.</summary>
    [Fact]
    public void OnePersonMore_ChangesOneNumberByOneStepAtMost() =>
        Gen.Select(Counts, Gen.Int[0, Cells - 1])
            .Sample(
                (counts, cell) =>
                {
                    var (before, after) = (Numbers(counts), Numbers([.. counts.Select((count, at) => at == cell ? count + 1 : count)]));
                    var changed = Enumerable.Range(0, Cells).Where(at => before[at] != after[at]).ToList();
                    Assert.True(
                        changed.Count == 0 || (changed is [var one] && one == cell && after[one] - (before[one] ?? 0) == PublicCount.Step),
                        string.Join(' ', changed)
                    );
                }
            );

    /// <summary>
    /// Every number of two days, and their difference, is a multiple of the step: what a neighbor's visit added cannot be read off.
    /// </summary>
    [Fact]
    public void DifferencesOfDays_AreWholeSteps() =>
        Gen.Select(Counts, Counts)
            .Sample(
                (one, other) =>
                    Assert.All(
                        Numbers(one).Zip(Numbers(other)).Where(pair => pair.First is not null && pair.Second is not null),
                        pair => Assert.Equal(0, (pair.First!.Value - pair.Second!.Value) % PublicCount.Step)
                    )
            );

    private static readonly string[] Kinds = ["port", "hotel"];

    private static int Cells => Kinds.Length * 3;

    private static Gen<int[]> Counts { get; } = Gen.OneOf(Gen.Int[0, 12], Gen.Int[0, 120]).Array[6];

    private static string Published(int[] counts) => string.Join(' ', Rows(counts));

    private static int?[] Numbers(int[] counts) => [.. Rows(counts).SelectMany(row => new[] { row.Green, row.Yellow, row.Red })];

    private static IReadOnlyList<PublicRow> Rows(int[] counts)
    {
        var day = new DayCounts();
        for (var cell = 0; cell < counts.Length; cell++)
        {
            for (var person = 0; person < counts[cell]; person++)
            {
                day.Add([(Kinds[cell / 3], (Color)(cell % 3))]);
            }
        }

        return day.Publish(Kinds, Least);
    }
}
