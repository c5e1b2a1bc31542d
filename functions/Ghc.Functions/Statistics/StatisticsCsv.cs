using System.Globalization;

namespace Ghc.Functions.Statistics;

/// <summary>Published days for spreadsheets. An empty number is a small one, or none at all.</summary>
public static class StatisticsCsv
{
    public static string Of(IReadOnlyList<PublicDay> days)
    {
        var lines = days.SelectMany(day =>
            day.Kinds.Select(kind =>
                string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd},{kind.PlaceKind},{kind.Green},{kind.Yellow},{kind.Red}")
            )
        );
        return string.Join("\r\n", lines.Prepend("day,placeKind,green,yellow,red").Append(""));
    }
}
