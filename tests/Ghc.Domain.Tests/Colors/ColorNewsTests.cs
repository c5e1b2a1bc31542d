using CsCheck;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

public sealed class ColorNewsTests
{
    private static readonly Gen<Color> GenColor = Gen.Enum<Color>();

    [Fact]
    public void Announce_WhateverHappens_TheTextsAddUpToTheColor() =>
        Gen.Select(GenColor, Gen.Select(GenColor, Gen.Int[0, 2]).Array[0, 30])
            .Sample(
                (first, steps) =>
                {
                    // What the owner believes, from the texts that left and the looks that were taken, is what the news say they know.
                    var (news, believed, numbers) = (new ColorNews(default, first, 0), first, new List<int>());
                    foreach (var (color, step) in steps)
                    {
                        news = step == 0 ? news.Seen(color) : news.Announce(color);
                        if (step == 0 && news.Before is null)
                        {
                            believed = color;
                        }
                        else if (step == 2 && news.Before is { } before)
                        {
                            Assert.Equal(believed, before);
                            numbers.Add(news.Number);
                            (news, believed) = (news.Sent(), news.Known);
                        }
                    }

                    Assert.Equal(believed, news.Before ?? news.Known);
                    Assert.Equal(numbers.Distinct().Order(), numbers);
                }
            );

    [Fact]
    public void Announce_AgainBeforeItWasSent_KeepsTheDecision()
    {
        var decided = new ColorNews(default, Color.Green, 0).Announce(Color.Red);

        Assert.Equal(decided, decided.Announce(Color.Yellow));
        Assert.True(decided.IsNews(Color.Red));
        Assert.False(decided.Sent().IsNews(Color.Red));
    }

    [Fact]
    public void Seen_BeforeATextWasSent_LeavesTheText()
    {
        var decided = new ColorNews(default, Color.Green, 0).Announce(Color.Red);

        Assert.Equal(decided, decided.Seen(Color.Yellow));
        Assert.Equal(Color.Yellow, decided.Sent().Seen(Color.Yellow).Known);
    }

    [Fact]
    public void ColorChangesAt_OnlyReasonsChange_IsTheNextOtherColor()
    {
        var day = new DateTimeOffset(2022, 7, 15, 0, 0, 0, TimeSpan.Zero);
        var schedule = new Schedule(
            "test",
            [
                new(DateTimeOffset.MinValue, Color.Red, []),
                new(day, Color.Red, [new("positive", null)]),
                new(day.AddDays(1), Color.Green, []),
            ]
        );

        Assert.Equal(day.AddDays(1), schedule.ColorChangesAt(day.AddDays(-1)));
        Assert.Null(schedule.ColorChangesAt(day.AddDays(1)));
    }
}
