using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Domain;

namespace Ghc.Cli;

/// <summary>Times of answers as people at a terminal read them: 2022-07-15 10:00, in Guangdong.</summary>
public static class GuangdongTime
{
    public static string Of(JsonNode? instant, string otherwise = "") =>
        instant is null ? otherwise : ChinaTime.TextOf(DateTimeOffset.Parse($"{instant}", CultureInfo.InvariantCulture));
}
