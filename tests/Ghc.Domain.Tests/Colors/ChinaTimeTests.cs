using CsCheck;

namespace Ghc.Domain.Tests.Colors;

public sealed class ChinaTimeTests
{
    [Fact]
    public void DayOf_MidnightInChina_IsSixteenUtcOfTheDayBefore()
    {
        var midnight = new DateTimeOffset(2022, 7, 7, 16, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateOnly(2022, 7, 8), ChinaTime.DayOf(midnight));
        Assert.Equal(new DateOnly(2022, 7, 7), ChinaTime.DayOf(midnight.AddTicks(-1)));
        Assert.Equal(midnight, ChinaTime.StartOf(new DateOnly(2022, 7, 8)));
    }

    [Fact]
    public void TextOf_IsTheClockInChina_AndNeverThrows()
    {
        Assert.Equal("2022-07-08 00:00", ChinaTime.TextOf(new DateTimeOffset(2022, 7, 7, 16, 0, 0, TimeSpan.Zero)));
        Assert.Equal("9999-12-31 23:59", ChinaTime.TextOf(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void DayNumber_LastMinuteOfTheFirstDay_IsDayOne()
    {
        Assert.Equal(1, ChinaTime.DayNumber(Given.On(1, "23:59"), Given.On(1, "23:59")));
        Assert.Equal(2, ChinaTime.DayNumber(Given.On(1, "23:59"), Given.On(2)));
        Assert.Equal(Given.On(8), ChinaTime.StartOfDay(Given.On(1, "23:59"), 8));
    }

    [Fact]
    public void StartOfDay_AtTheEndsOfTime_StopsThere()
    {
        Assert.Equal(ChinaTime.StartOf(DateOnly.MaxValue), ChinaTime.StartOfDay(DateTimeOffset.MaxValue, 1));
        Assert.Equal(DateTimeOffset.MaxValue, ChinaTime.StartOfDay(DateTimeOffset.MaxValue, 2));
        Assert.Equal(DateTimeOffset.MaxValue, ChinaTime.StartOfDay(DateTimeOffset.MaxValue, int.MaxValue));
        Assert.Equal(new DateTimeOffset(1, 1, 1, 16, 0, 0, TimeSpan.Zero), ChinaTime.StartOfDay(DateTimeOffset.MinValue, 2));
        Assert.Equal(DateTimeOffset.MinValue, ChinaTime.StartOfDay(DateTimeOffset.MinValue, 1));
        Assert.Equal(DateTimeOffset.MinValue, ChinaTime.StartOfDay(DateTimeOffset.MinValue, 0));
        Assert.Equal(DateTimeOffset.MinValue, ChinaTime.StartOfDay(DateTimeOffset.MinValue, int.MinValue));
    }

    [Fact]
    public void Days_OfAnyInstant_NeverThrowAndContainIt() =>
        Gen.Select(Histories.AnyInstant, Gen.Int[1, 400])
            .Sample(
                (instant, number) =>
                {
                    Assert.True(ChinaTime.StartOf(ChinaTime.DayOf(instant)) <= instant);
                    var start = ChinaTime.StartOfDay(instant, number);
                    Assert.True(
                        start == DateTimeOffset.MaxValue
                            || start == DateTimeOffset.MinValue
                            || ChinaTime.DayNumber(instant, start) == number
                    );
                }
            );
}
