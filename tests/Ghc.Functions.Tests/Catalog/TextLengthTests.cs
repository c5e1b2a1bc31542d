using System.Text.Json.Nodes;
using Ghc.Domain.Colors;
using Ghc.Domain.Measures;
using Ghc.Functions.Colors;
using Ghc.Functions.Credentials;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>How long texts are in each language, counted in the segments that networks send and charge.</summary>
public sealed class TextLengthTests
{
    private const string Site = "https://ghc.example.gov.cn";

    public static TheoryData<string> All => [.. Languages.All.Select(language => language.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void CodeText_IsOneSegment_SoThatNoHalfOfItIsLate(string language) =>
        Assert.Equal(1, SmsSegments.Of(SmsCodes.Text("888888", 15, Site, Languages.OfTag(language))));

    /// <summary>Phones fill in a code whose text ends like this, on this site only.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void CodeText_EndsWithTheSiteAndTheCode(string language) =>
        Assert.EndsWith(
            "\n@ghc.example.gov.cn #012345",
            SmsCodes.Text("012345", 5, Site, Languages.OfTag(language)),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(All))]
    public void AssistText_IsOneSegment(string language) =>
        Assert.Equal(1, SmsSegments.Of(Texts.Get("sms.assisted", Languages.OfTag(language))));

    [Theory]
    [MemberData(nameof(All))]
    public void WelcomeText_IsTwoSegmentsAtMost(string language) =>
        Assert.InRange(SmsSegments.Of(Texts.Get("sms.welcome", Languages.OfTag(language), Site)), 1, 2);

    /// <summary>
    /// The longest that any reason can make. Why and until when are always in it; advice is, in English and where a character is a word.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void ColorText_IsThreeSegmentsAtMost_WhateverTheReason(string tag)
    {
        var language = Languages.OfTag(tag);
        Assert.All(
            ReasonCodes.All,
            code =>
            {
                var end = new DateTimeOffset(2022, 12, 31, 0, 0, 0, TimeSpan.Zero);
                var due = code.StartsWith("inbound-", StringComparison.Ordinal) ? Due : null;
                var guidance = ReasonView.GuidanceOf(
                    new Reason(code, end) { Tests = AskedFor(code), Due = due },
                    end.AddDays(-5),
                    language
                );
                var reason = new ReasonView(code, Texts.Get($"reason.{code}", language), guidance, end);
                var text = ColorTextWords.OfOne(new NamedChange("A*** S***", Color.Red, Color.Yellow), reason, Site, language);
                Assert.InRange(SmsSegments.Of(text), 1, ColorTextWords.MaxSegments);
                Assert.Contains(reason.Text, text, StringComparison.Ordinal);
                Assert.Contains("2022-12-31 08:00", text, StringComparison.Ordinal);
                Assert.EndsWith(Site, text, StringComparison.Ordinal);
                Assert.True(
                    due is not null || tag is "fr" or "es" or "ru" or "ar" || text.Contains(reason.Guidance, StringComparison.Ordinal),
                    text
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Guidance_OfEveryPack_SaysHowManyTestsHowFarApartAndFromWhenOn(string tag)
    {
        Assert.All(
            Policy.PackNames.Where(name => name != "off"),
            pack =>
                Assert.All(
                    ReasonCodes.All.Where(code => AskedFor(code, pack) is not null),
                    code =>
                    {
                        var tests = AskedFor(code, pack)!;
                        var guidance = ReasonView.GuidanceOf(
                            new Reason(code, null) { Tests = tests },
                            tests.SampledAfter,
                            Languages.OfTag(tag)
                        );
                        Assert.Contains("2022-12-01 08:30", guidance, StringComparison.Ordinal);
                        Assert.All(
                            tests.Count > 1 ? [$"{tests.Count}", $"{tests.HoursApart}"] : Array.Empty<string>(),
                            number =>
                                Assert.Contains(
                                    number,
                                    guidance.Replace("2022-12-01", "", StringComparison.Ordinal),
                                    StringComparison.Ordinal
                                )
                        );
                    }
                )
        );
    }

    /// <summary>The longest that a pack of ours asks for: a test was missed, another one is to come.</summary>
    private static DueTests Due { get; } = DueTests.Of([1, 10], new DateTimeOffset(2022, 12, 20, 0, 0, 0, TimeSpan.Zero))!;

    /// <summary>A test that was missed is named, and so is the next; a day is never called missing before it is over.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Guidance_NamesTheMissingTestDayAndTheNext(string tag)
    {
        var (language, midnight) = (Languages.OfTag(tag), new DateTimeOffset(2022, 12, 20, 16, 0, 0, TimeSpan.Zero));

        var onTheDay = ReasonView.GuidanceOf(new Reason(ReasonCodes.InboundRed, null) { Due = Due }, midnight.AddTicks(-1), language);
        var dayAfter = ReasonView.GuidanceOf(new Reason(ReasonCodes.InboundRed, null) { Due = Due }, midnight, language);

        Assert.Contains(Texts.Get("tests.next", language, 1, "2022-12-20"), onTheDay, StringComparison.Ordinal);
        Assert.Contains(Texts.Get("tests.missed", language, 1, "2022-12-20"), dayAfter, StringComparison.Ordinal);
        Assert.Contains(Texts.Get("tests.next", language, 10, "2022-12-29"), dayAfter, StringComparison.Ordinal);
    }

    /// <summary>What a pack asks for, from its text: nothing of it may be typed into a text for people.</summary>
    private static TestsNeeded? AskedFor(string code, string pack = Policy.DefaultPack)
    {
        var after = new DateTimeOffset(2022, 12, 1, 0, 30, 0, TimeSpan.Zero);
        var rule = ReasonCodes.RuleOf(code).Split('.').Aggregate(JsonNode.Parse(Policy.Pack(pack).Json), (node, name) => node![name]);
        return code switch
        {
            ReasonCodes.InboundRed => null,
            ReasonCodes.InboundYellow => new(1, after, 0, SingleOnly: false),
            _ => (code.StartsWith("measure-", StringComparison.Ordinal) ? rule!["release"] : rule) is { } release
                ? new(
                    release["testDays"] is JsonArray days ? days.Count : (int)release["afterNegatives"]!,
                    after,
                    (int?)release["hoursApart"] ?? 0,
                    (bool?)release["singleOnly"] ?? false
                )
                : null,
        };
    }

    /// <summary>
    /// Green after the first of two tests: until when is always in it; why is, in English and where a character is a word.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void GreenForNow_IsThreeSegmentsAtMost_WhateverFollows(string tag)
    {
        var language = Languages.OfTag(tag);
        var end = new DateTimeOffset(2022, 12, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.All(
            ReasonCodes.All,
            code =>
            {
                var next = new Assessment(Color.Yellow, [new Reason(code, end) { Tests = AskedFor(code) }], null, "7+3");
                var text = ColorTextWords.OfOneForNow(new NamedChange("A*** S***", Color.Yellow, Color.Green), end, next, Site, language);
                Assert.InRange(SmsSegments.Of(text), 1, ColorTextWords.MaxSegments);
                Assert.True(
                    tag is "fr" or "es" or "ru" or "ar" || text.Contains(Texts.Get($"reason.{code}", language), StringComparison.Ordinal),
                    text
                );
                Assert.Contains("2022-12-31 08:00", text, StringComparison.Ordinal);
                Assert.EndsWith(Site, text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void ColorText_AdviceTooLong_NamesThePageInstead()
    {
        var reason = new ReasonView("r", "Why.", new string('x', 460), null);
        Assert.Equal(
            $"[GHC] Code of A***: Green -> Red. Why. {Texts.Get("sms.color.red", Languages.English)} {Site}",
            ColorTextWords.OfOne(new NamedChange("A***", Color.Green, Color.Red), reason, Site, Languages.English)
        );
    }

    /// <summary>An act with legal effect is told whole: what, by which law, until when, where to read on.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void MeasureText_IsFiveSegmentsAtMost_WhateverTheReason(string tag)
    {
        var language = Languages.OfTag(tag);
        var longest = ReasonCodes
            .All.Where(code => code.StartsWith("measure-", StringComparison.Ordinal))
            .Select(code => Texts.Get($"reason.{code}", language))
            .MaxBy(text => text.Length)!;
        Assert.All(
            Enum.GetValues<LegalReason>(),
            reason =>
            {
                var law = Texts.Get($"legal.{Words.Of(reason)}", language);
                Assert.InRange(
                    SmsSegments.Of(
                        Texts.Get(
                            "sms.measure-on",
                            language,
                            "A*** S***",
                            $"{longest} {Texts.Get("measure.color", language, Texts.Get("color.green", language), Texts.Get("color.yellow", language))}",
                            law,
                            "2022-12-31 00:00",
                            Site
                        )
                    ),
                    1,
                    5
                );
            }
        );
        var change = Texts.Get("measure.color", language, Texts.Get("color.green", language), Texts.Get("color.yellow", language));
        var names = ReasonCodes
            .All.Where(code => code.StartsWith("measure-", StringComparison.Ordinal))
            .Select(code => Texts.Get($"measure.{code["measure-".Length..]}", language));
        Assert.All(
            names,
            name =>
            {
                Assert.InRange(SmsSegments.Of(Texts.Get("sms.measure-lifted", language, "A*** S***", $"{name} {change}", Site)), 1, 3);
                var planned = Texts.Get("measure.planned", language, "2022-12-21 00:00", name);
                Assert.InRange(
                    SmsSegments.Of(
                        Texts.Get(
                            "sms.measure-on",
                            language,
                            "A*** S***",
                            planned,
                            Texts.Get("legal.case-isolation", language),
                            "2022-12-31 00:00",
                            Site
                        )
                    ),
                    1,
                    5
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TextsForStaff_AreThreeSegmentsAtMost(string tag)
    {
        var language = Languages.OfTag(tag);
        Assert.All(
            ["inspector", "place-manager"],
            role => Assert.InRange(SmsSegments.Of(Texts.Get($"sms.staff.{role}", language, "Garden Hotel", Site)), 1, 3)
        );
        Assert.All(
            ["officer", "administrator"],
            role => Assert.InRange(SmsSegments.Of(Texts.Get($"sms.staff.{role}", language, Site)), 1, 3)
        );
    }

    /// <summary>These tell of one event.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void NewsOfTheAccount_IsTwoSegmentsAtMost(string tag)
    {
        var language = Languages.OfTag(tag);
        Assert.InRange(SmsSegments.Of(Texts.Get("sms.phone-moved", language)), 1, 2);
        Assert.InRange(SmsSegments.Of(Texts.Get("sms.companion-left", language, "A*** S***")), 1, 2);
        Assert.InRange(SmsSegments.Of(Texts.Get("sms.consent", language, "+852 ****4567", "A*** S***", "123456", 5)), 1, 2);
        Assert.All(
            ["sms.released", "sms.new-device", "sms.password-set"],
            text => Assert.InRange(SmsSegments.Of(Texts.Get(text, language)), 1, 2)
        );
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("plain", 1)]
    [InlineData("160", 1, 160)]
    [InlineData("161", 2, 161)]
    [InlineData("306", 2, 306)]
    [InlineData("307", 3, 307)]
    public void Segments_OfPlainText_Are160Then153(string text, int segments, int length = 0) =>
        Assert.Equal(segments, SmsSegments.Of(length == 0 ? text : new string('a', length)));

    [Fact]
    public void Segments_OneCharacterOutsideTheAlphabet_Makes70Then67()
    {
        Assert.Equal(1, SmsSegments.Of(new string('a', 69) + "码"));
        Assert.Equal(2, SmsSegments.Of(new string('a', 70) + "码"));
        Assert.Equal(2, SmsSegments.Of(new string('a', 133) + "码"));
        Assert.Equal(3, SmsSegments.Of(new string('a', 134) + "码"));
        Assert.Equal(2, SmsSegments.Of(new string('a', 159) + "["));
    }
}
