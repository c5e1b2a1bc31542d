using System.Text.RegularExpressions;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

/// <summary>What a policy may just say and what it may just not, at each bound.</summary>
public sealed class PolicyBoundsTests
{
    private const string Red = "\"redThroughDay\": 7";
    private const string From = "\"releaseFromDay\": 10";
    private const string Green = "\"greenOnDay\": 28";
    private const string Positive = "\"positive\": { \"afterNegatives\": 2, \"hoursApart\": 24 }";
    private const string Contact = "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 7 }";
    private const string Monitoring = "\"afterNegatives\": 1, \"fromDay\": 3";
    private const string Exposure = "\"hoursApart\": 24, \"provisionalHours\": 24";
    private const string Name = "\"name\": \"Nothing is known: green\"";

    [Theory]
    [InlineData(Red, "\"redThroughDay\": 1")]
    [InlineData(From, "\"releaseFromDay\": 8")]
    [InlineData(Green, "\"greenOnDay\": 10")]
    [InlineData(Green, "\"greenOnDay\": 366")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 1 }")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 10, \"hoursApart\": 1 }")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 2, \"hoursApart\": 720 }")]
    [InlineData(Positive, "\"positive\": null")]
    [InlineData(Contact, "\"close-contact\": null")]
    [InlineData(Contact, "\"close-contact\": { \"color\": \"yellow\", \"defaultDays\": 1 }")]
    [InlineData(Contact, "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 366 }")]
    [InlineData(Monitoring, "\"afterNegatives\": 1, \"fromDay\": 1")]
    [InlineData(Monitoring, "\"afterNegatives\": 1, \"fromDay\": 366")]
    [InlineData(Exposure, "\"hoursApart\": 24, \"provisionalHours\": 720")]
    [InlineData(Exposure, "\"hoursApart\": 24, \"singleOnly\": false")]
    [InlineData(Name, "\"name\": \"@200\"")]
    public void Parse_AtTheBound_IsAPolicy(string replace, string by) => Assert.NotNull(Given.Parsed(Given.PackText(replace, Long(by))));

    [Theory]
    [InlineData(Red, "\"redThroughDay\": 367", "inbound.redThroughDay")]
    [InlineData(From, "\"releaseFromDay\": 367", "inbound.releaseFromDay")]
    [InlineData(Green, "\"greenOnDay\": 367", "inbound.greenOnDay")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 0 }", "positive.afterNegatives")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 11 }", "positive.afterNegatives")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 2, \"hoursApart\": 721 }", "positive.hoursApart")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 1, \"hoursApart\": 24 }", "positive.hoursApart", "unknown")]
    [InlineData(Positive, "\"positive\": { \"afterNegatives\": 1, \"provisionalHours\": 24 }", "positive.provisionalHours", "unknown")]
    [InlineData(Positive, "\"positive\": []", "positive", "wrong-type")]
    [InlineData(Contact, "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 0 }", "measures.close-contact.defaultDays")]
    [InlineData(Contact, "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 367 }", "measures.close-contact.defaultDays")]
    [InlineData(Contact, "\"close-contact\": { \"color\": \"red\", \"release\": null }", "measures.close-contact.release", "required")]
    [InlineData(
        Contact,
        "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 7, \"days\": 7 }",
        "measures.close-contact.days",
        "unknown"
    )]
    [InlineData(Contact, "\"close-contact\": { \"defaultDays\": 7 }", "measures.close-contact.color", "required")]
    [InlineData(Monitoring, "\"afterNegatives\": 1, \"fromDay\": 0", "measures.home-monitoring.release.fromDay")]
    [InlineData(Monitoring, "\"afterNegatives\": 1, \"fromDay\": 367", "measures.home-monitoring.release.fromDay")]
    [InlineData(Exposure, "\"hoursApart\": 24, \"provisionalHours\": 721", "measures.exposure.release.provisionalHours")]
    [InlineData(Exposure, "\"hoursApart\": 24, \"provisional\": 24", "measures.exposure.release.provisional", "unknown")]
    [InlineData(Name, "\"name\": \"@201\"", "examples[0].name", "text-length")]
    [InlineData(Name, "\"name\": \"  \"", "examples[0].name", "text-length")]
    [InlineData(Name, "\"name\": \"Green\", \"title\": \"Green\"", "examples[0].title", "unknown")]
    public void Parse_BeyondTheBound_IsOneMistake(string replace, string by, string path, string problem = "out-of-range")
    {
        Assert.True(Policy.Parse(Given.PackText(replace, Long(by))).Refused(out var refusal, out _));

        Assert.Equal([(path, problem)], refusal.Errors.Select(error => (error.Field, error.Problem)));
    }

    [Theory]
    [InlineData("2022-06-28T00:00:00+08:00")]
    [InlineData("2022-06-28T00:00:00.0000000+08:00")]
    [InlineData("2022-06-28T00:00+08:00")]
    [InlineData("2022-06-27T16:00:00Z")]
    [InlineData("2022-06-27T16:00:00.000Z")]
    [InlineData("2022-06-27T16:00Z")]
    [InlineData("2022-06-27T11:00-05:00")]
    public void Parse_InstantInAnyForm_IsTheSameInstant(string instant) =>
        Assert.Equal(Given.On(1).AddDays(-3), Given.Parsed(Given.PackText("2022-06-28T00:00:00+08:00", instant)).EffectiveFrom);

    [Theory]
    [InlineData("a", null)]
    [InlineData("9.9_9-9+9", null)]
    [InlineData("@40", null)]
    [InlineData("@41", "text-length")]
    [InlineData("+7", "invalid-version")]
    [InlineData("7 3", "invalid-version")]
    [InlineData("7\\n", "invalid-version")]
    [InlineData(" ", "text-length")]
    public void Parse_Version_IsAShortWord(string version, string? problem)
    {
        var refused = Policy
            .Parse(Given.PackText("\"version\": \"7+3\"", $"\"version\": \"{Long(version)}\""))
            .Refused(out var refusal, out _);

        Assert.Equal(problem is not null, refused);
        Assert.Equal(problem, refusal?.Errors[0].Problem);
        Assert.All(refusal?.Errors ?? [], error => Assert.Equal("version", error.Field));
    }

    [Theory]
    [InlineData("{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\" }", null)]
    [InlineData("{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\" }", "result:required")]
    [InlineData(
        "{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\", \"revision\": 1000, \"accession\": \"@64\", \"status\": \"corrected\" }",
        null
    )]
    [InlineData(
        "{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\", \"revision\": 1001 }",
        "revision:out-of-range"
    )]
    [InlineData(
        "{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\", \"revision\": 0 }",
        "revision:out-of-range"
    )]
    [InlineData(
        "{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\", \"accession\": \"@65\" }",
        "accession:text-length"
    )]
    [InlineData(
        "{ \"type\": \"result\", \"at\": \"2022-07-01T10:00Z\", \"result\": \"positive\", \"pooled\": \"yes\" }",
        "pooled:wrong-type"
    )]
    [InlineData("{ \"type\": \"measure\", \"at\": \"2022-07-01T10:00Z\", \"kind\": \"exposure\" }", null)]
    [InlineData("{ \"type\": \"measure\", \"at\": \"2022-07-01T10:00Z\" }", "kind:required")]
    [InlineData(
        "{ \"type\": \"measure\", \"at\": \"2022-07-01T10:00Z\", \"kind\": \"exposure\", \"until\": \"tomorrow\" }",
        "until:invalid-instant"
    )]
    [InlineData(
        "{ \"type\": \"measure\", \"at\": \"2022-07-01T10:00Z\", \"kind\": \"exposure\", \"result\": \"positive\" }",
        "result:unknown"
    )]
    [InlineData("{ \"type\": \"exit\", \"at\": \"2022-07-01T10:00Z\" }", null)]
    [InlineData("{ \"type\": \"exit\" }", "at:required")]
    public void Parse_FactOfAnExample_IsReadStrictly(string fact, string? error)
    {
        var start = Given.Pack.Json.IndexOf("\"examples\"", StringComparison.Ordinal);
        var example = "{ \"name\": \"One fact\", \"facts\": [" + Long(fact) + "], \"at\": \"2022-07-02T00:00Z\", \"color\": \"green\" }";
        var refused = Policy.Parse(Given.Pack.Json[..start] + "\"examples\": [" + example + "] }").Refused(out var refusal, out _);

        Assert.Equal(error is not null, refused);
        Assert.Equal(
            error is null ? [] : [$"examples[0].facts[0].{error}"],
            (refusal?.Errors ?? []).Select(one => $"{one.Field}:{one.Problem}")
        );
    }

    /// <summary>In place of <c>@40</c> a text of that length.</summary>
    private static string Long(string text) =>
        Regex.Replace(text, "@([0-9]+)", match => new string('n', int.Parse(match.Groups[1].ValueSpan, null)));
}
