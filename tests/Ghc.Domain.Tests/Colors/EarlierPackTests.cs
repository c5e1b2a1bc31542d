using CsCheck;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

/// <summary>
/// Packs as they were before rules could ask for days of tests. Officers may have published any of them: each must read, and decide as it
/// did.
/// </summary>
public sealed class EarlierPackTests
{
    public static TheoryData<string> Names => ["14+7", "7+3", "5+3", "off"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EarlierPack_StillReads_AndItsExamplesHold(string name)
    {
        var pack = Earlier(name);

        Assert.Equal(name, pack.Version);
        Assert.Empty(pack.CheckExamples());
    }

    /// <summary>What the packs gained asks people for tests; it changes no color at any time.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void PackOfToday_GivesTheColorsOfTheEarlierOne(string name)
    {
        var (earlier, today) = (Earlier(name), Policy.Pack(name));

        Histories.Facts.Sample(facts => Assert.Equal(Colors(earlier.Schedule(facts)), Colors(today.Schedule(facts))), iter: 1_000);
    }

    private static IEnumerable<(DateTimeOffset From, Color Color, string Reasons)> Colors(Schedule schedule) =>
        schedule.Segments.Select(segment =>
            (segment.From, segment.Color, string.Join(' ', segment.Reasons.Select(reason => $"{reason.Code} {reason.Until:o}")))
        );

    private static Policy Earlier(string name)
    {
        using var reader = new StreamReader(typeof(EarlierPackTests).Assembly.GetManifestResourceStream($"EarlierPacks.{name}")!);
        return Given.Parsed(reader.ReadToEnd());
    }
}
