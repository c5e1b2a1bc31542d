using System.Globalization;
using System.Text.RegularExpressions;

namespace Ghc.Cli.LabFiles;

/// <summary>Times as spreadsheets write them. Without an offset they are China time, since a spreadsheet has no other.</summary>
public static partial class SpreadsheetTimes
{
    /// <summary>Day 0 of Excel's numbers, from March 1900 on.</summary>
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly string[] Days = ["yyyy-M-d", "yyyyMMdd", "d-MMM-yyyy", "d MMM yyyy"];
    private static readonly string[] Times =
    [
        .. Days.SelectMany(day => new[] { "H:m", "H:m:s", "h:m tt", "h:m:s tt", "tt h:m", "tt h:m:s" }.Select(time => $"{day} {time}")),
        "yyyyMMddHHmm",
        "yyyyMMddHHmmss",
    ];

    /// <summary>In the form of our own messages. What is none of these forms stays as it is: a day before a month is not guessed.</summary>
    public static string Read(string text)
    {
        if (SerialNumber().IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var days))
        {
            // A number of days is not exact to the second.
            var time = Epoch.AddSeconds(Math.Round(days * 86_400));
            return text.Contains('.', StringComparison.Ordinal) ? Local(time) : time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var plain = ChineseTime()
            .Replace(ChineseDay().Replace(text, "$1-$2-$3 "), ClockTime)
            .Replace("上午", "AM ", StringComparison.Ordinal)
            .Replace("下午", "PM ", StringComparison.Ordinal)
            .Replace('/', '-')
            .Replace('.', '-')
            .Trim()
            .Replace("  ", " ", StringComparison.Ordinal);
        return DateTime.TryParseExact(plain, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : DateTime.TryParseExact(plain, Times, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var at) ? Local(at)
            : text;
    }

    private static string ClockTime(Match time) =>
        string.Join(
            ':',
            new[] { time.Groups[1].Value, time.Groups[2].Success ? time.Groups[2].Value : "0", time.Groups[3].Value }.Where(part =>
                part.Length > 0
            )
        );

    private static string Local(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture);

    /// <summary>The years 2018 to 2063.</summary>
    [GeneratedRegex(@"^(4[3-9]|5\d)\d{3}(\.\d+)?$")]
    private static partial Regex SerialNumber();

    [GeneratedRegex(@"^(\d{4})年(\d{1,2})月(\d{1,2})日")]
    private static partial Regex ChineseDay();

    [GeneratedRegex(@"(\d{1,2})[时時点點](?:(\d{1,2})分)?(?:(\d{1,2})秒)?$")]
    private static partial Regex ChineseTime();
}
