using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

public sealed class PolicyParseTests
{
    [Theory]
    [InlineData("\"version\": \"7+3\",", "", "version", "required")]
    [InlineData("\"version\": \"7+3\"", "\"version\": 7", "version", "wrong-type")]
    [InlineData("\"version\": \"7+3\"", "\"version\": \"\"", "version", "text-length")]
    [InlineData("\"version\": \"7+3\"", "\"version\": \"../7\"", "version", "invalid-version")]
    [InlineData("\"version\": \"7+3\"", "\"version\": \"7+3\", \"version\": \"7+3\"", "version", "duplicate")]
    [InlineData("\"version\": \"7+3\"", "\"version\": \"7+3\", \"colour\": 1", "colour", "unknown")]
    [InlineData("2022-06-28T00:00:00+08:00", "2022-06-28T00:00:00", "effectiveFrom", "invalid-instant")]
    [InlineData("2022-06-28T00:00:00+08:00", "2022-06-31T00:00:00+08:00", "effectiveFrom", "invalid-instant")]
    [InlineData("\"Gap between two tests of 24 h: Foshan 2022\"", "24", "sources[5]", "wrong-type")]
    [InlineData(
        "\"releasingAssays\": [\"nucleic-acid\"]",
        "\"releasingAssays\": [\"nucleic-acid\", \"X-ray\"]",
        "releasingAssays[1]",
        "unknown-value"
    )]
    [InlineData("\"redThroughDay\": 7", "\"redThroughDay\": 0", "inbound.redThroughDay", "out-of-range")]
    [InlineData("\"redThroughDay\": 7", "\"redThroughDay\": 7.5", "inbound.redThroughDay", "out-of-range")]
    [InlineData("\"redThroughDay\": 7", "\"redThroughDay\": \"7\"", "inbound.redThroughDay", "wrong-type")]
    [InlineData("\"releaseFromDay\": 10", "\"releaseFromDay\": 7", "inbound.releaseFromDay", "out-of-range")]
    [InlineData("\"greenOnDay\": 28", "\"greenOnDay\": 9", "inbound.greenOnDay", "out-of-range")]
    [InlineData("\"greenOnDay\": 28", "\"greenOnDay\": 99999999999999999999", "inbound.greenOnDay", "out-of-range")]
    [InlineData("\"greenOnDay\": 28", "\"greenOnDay\": 28, \"redUntil\": 3", "inbound.redUntil", "unknown")]
    [InlineData("\"inbound\": {", "\"inbounds\": {", "inbound", "required")]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2, \"hoursApart\": 24 }",
        "\"positive\": { \"afterNegatives\": 2 }",
        "positive.hoursApart",
        "required"
    )]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"afterNegatives\": -2",
        "positive.afterNegatives",
        "out-of-range"
    )]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"afterNegatives\": [2]",
        "positive.afterNegatives",
        "wrong-type"
    )]
    [InlineData(
        "\"inconclusive\": { \"afterNegatives\": 1, \"singleOnly\": true",
        "\"inconclusive\": { \"afterNegatives\": 1, \"singleOnly\": 1",
        "inconclusive.singleOnly",
        "wrong-type"
    )]
    [InlineData("\"close-contact\": { \"color\": \"red\", \"defaultDays\": 7 },\n", "", "measures.close-contact", "required")]
    [InlineData(
        "\"close-contact\": { \"color\": \"red\"",
        "\"close-contact\": { \"color\": \"green\"",
        "measures.close-contact.color",
        "unknown-value"
    )]
    [InlineData(
        "\"close-contact\": { \"color\": \"red\"",
        "\"close-contact\": { \"color\": \"Red\"",
        "measures.close-contact.color",
        "unknown-value"
    )]
    [InlineData(
        "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 7 }",
        "\"close-contact\": { \"color\": \"red\" }",
        "measures.close-contact.release",
        "required"
    )]
    [InlineData(
        "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 7 }",
        "\"close-contact\": { \"color\": \"red\", \"defaultDays\": 3650 }",
        "measures.close-contact.defaultDays",
        "out-of-range"
    )]
    [InlineData("\"close-contact\": {", "\"closeContact\": {", "measures.closeContact", "unknown")]
    [InlineData("\"provisionalHours\": 24", "\"provisionalHours\": 12", "measures.exposure.release.provisionalHours", "out-of-range")]
    [InlineData(
        "\"hoursApart\": 24, \"provisionalHours\": 24",
        "\"hoursApart\": 0",
        "measures.exposure.release.hoursApart",
        "out-of-range"
    )]
    [InlineData("\"type\": \"exit\"", "\"type\": \"landing\"", "examples[10].facts[1].type", "unknown-value")]
    [InlineData("\"type\": \"exit\"", "\"type\": \"exit\", \"kind\": \"confirmed\"", "examples[10].facts[1].kind", "unknown")]
    [InlineData("\"assay\": \"antigen\"", "\"assay\": \"smell\"", "examples[8].facts[1].assay", "unknown-value")]
    [InlineData(
        "\"reasons\": [\"positive\", \"pooled-positive\"]",
        "\"reasons\": [\"positive\", 4]",
        "examples[17].reasons[1]",
        "unknown-value"
    )]
    [InlineData("\"name\": \"Nothing is known: green\"", "\"name\": \"\\ud800\"", "examples[0].name", "field.characters")]
    [InlineData("\"Gap between two tests of 24 h: Foshan 2022\"", "\"\\ud800\"", "sources[5]", "field.characters")]
    [InlineData(
        "\"color\": \"red\", \"defaultDays\": 7",
        "\"color\": \"\\ud800\", \"defaultDays\": 7",
        "measures.close-contact.color",
        "unknown-value"
    )]
    [InlineData("2022-06-28T00:00:00+08:00", "\\ud800", "effectiveFrom", "invalid-instant")]
    [InlineData("\"inbound\": {", "\"inbound\": { \"\\ud800\": 1,", "", "invalid-json")]
    [InlineData("\"examples\": [", "\"examples\": {", "", "invalid-json")]
    public void Parse_BrokenPack_IsRefusedNamingThePath(string replace, string by, string path, string problem)
    {
        Assert.True(Policy.Parse(Given.PackText(replace, by)).Refused(out var refusal, out _));

        Assert.Equal("invalid-policy", refusal.Code);
        Assert.Contains((path, problem), refusal.Errors.Select(error => (error.Field, error.Problem)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"7+3\"")]
    [InlineData("{} {}")]
    [InlineData("\ud800")]
    public void Parse_NoObject_IsRefusedOnce(string json)
    {
        Assert.True(Policy.Parse(json).Refused(out var refusal, out _));

        Assert.Equal("", Assert.Single(refusal.Errors).Field);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreToldAtOnce()
    {
        Assert.True(Policy.Parse("{}").Refused(out var refusal, out _));

        Assert.Equal(
            [
                "version",
                "effectiveFrom",
                "sources",
                "releasingAssays",
                "inbound",
                "positive",
                "pooledPositive",
                "inconclusive",
                "measures",
                "examples",
            ],
            refusal.Errors.Select(e => e.Field)
        );
    }

    [Fact]
    public void Parse_NoExample_IsRefused()
    {
        var start = Given.Pack.Json.IndexOf("\"examples\"", StringComparison.Ordinal);

        Assert.True(Policy.Parse(Given.Pack.Json[..start] + "\"examples\": [] }").Refused(out var refusal, out _));

        Assert.Equal([new("examples", "required")], refusal.Errors);
    }

    [Fact]
    public void Parse_Pack_KeepsItsText() => Assert.Equal(Given.Pack.Json, Given.Parsed(Given.Pack.Json).Json);
}
