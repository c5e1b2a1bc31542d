using System.Globalization;

namespace Ghc.Domain;

/// <summary>
/// Days as people in Guangdong count them. China has had one time zone without summer time since 1991, so a fixed UTC+8 is exact for every
/// date the rules can meet, and needs no time-zone data on the machine. Counting in UTC days was the largest class of bugs of such systems.
/// Everything here is total: results that would leave the range of <see cref="DateTimeOffset"/> stop at its ends.
/// </summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>What a clock in Guangdong showed, as a UTC instant.</summary>
    public static DateTimeOffset FromLocal(DateTime local) => new(Math.Max(local.Ticks - Offset.Ticks, 0), TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset instant)
    {
        var day = (instant.UtcTicks + Offset.Ticks) / TimeSpan.TicksPerDay;
        return DateOnly.FromDayNumber((int)Math.Min(day, DateOnly.MaxValue.DayNumber));
    }

    /// <summary>00:00 in China, as a UTC instant: 16:00 of the day before.</summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        new(Math.Max((day.DayNumber * TimeSpan.TicksPerDay) - Offset.Ticks, 0), TimeSpan.Zero);

    /// <summary>To the minute, in the order that readers of no language mistake: 2022-08-09 14:00.</summary>
    public static string TextOf(DateTimeOffset instant) =>
        new DateTime(Math.Min(instant.UtcTicks + Offset.Ticks, DateTime.MaxValue.Ticks)).ToString(
            "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        );

    /// <summary>
    /// Which day <paramref name="at"/> is when the day of <paramref name="first"/> is day 1, even if that day had one minute left.
    /// </summary>
    public static int DayNumber(DateTimeOffset first, DateTimeOffset at) => DayOf(at).DayNumber - DayOf(first).DayNumber + 1;

    /// <summary>When day <paramref name="number"/> starts, counted as in <see cref="DayNumber"/>.</summary>
    public static DateTimeOffset StartOfDay(DateTimeOffset first, int number)
    {
        var day = DayOf(first).DayNumber + (long)number - 1;
        return day > DateOnly.MaxValue.DayNumber ? DateTimeOffset.MaxValue
            : day < 0 ? DateTimeOffset.MinValue
            : StartOf(DateOnly.FromDayNumber((int)day));
    }
}
