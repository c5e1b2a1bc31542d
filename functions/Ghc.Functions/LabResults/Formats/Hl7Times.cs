using System.Globalization;
using System.Text.RegularExpressions;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Times of HL7 v2: <c>YYYYMMDD[HH[MM[SS[.S…]]]][+/-ZZZZ]</c>.</summary>
internal static partial class Hl7Times
{
    /// <summary>
    /// In the form of our own messages. A time without an offset has that of the message's own time (MSH-7; chapter 2A, "DTM"); without
    /// that too it stays local. A text that is not a time is returned unchanged, so that it is refused as such. Null for an empty field.
    /// </summary>
    public static string? Read(string text, string header)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Form().Match(text) is not { Success: true } form)
        {
            return text;
        }

        var day = $"{form.Groups["year"].Value}-{form.Groups["month"].Value}-{form.Groups["day"].Value}";
        if (form.Groups["hour"].Value is not { Length: 2 } hour)
        {
            return day;
        }

        var offset = form.Groups["offset"].Success ? form.Groups["offset"].Value : Form().Match(header).Groups["offset"].Value;
        var minute = form.Groups["minute"].Success ? form.Groups["minute"].Value : "00";
        var second = form.Groups["second"].Success ? form.Groups["second"].Value : "00";
        return $"{day}T{hour}:{minute}:{second}{(offset.Length == 5 ? offset.Insert(3, ":") : "")}";
    }

    /// <summary>False for a text that is not a time, or has an hour such as 30.</summary>
    public static bool IsTime(string text) => DateTime.TryParse(Read(text, ""), CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(
        @"^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})((?<hour>\d{2})((?<minute>\d{2})((?<second>\d{2})(\.\d{1,4})?)?)?)?(?<offset>[+-]\d{4})?$"
    )]
    private static partial Regex Form();
}
