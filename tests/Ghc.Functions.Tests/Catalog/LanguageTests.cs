using Ghc.Domain.Colors;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texts;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>Which language an answer is in, and how long texts are in each.</summary>
public sealed class LanguageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Site = "https://ghc.example.gov.cn";

    public static TheoryData<string> All => [.. Languages.All.Select(language => language.Name)];

    [Theory]
    [InlineData("zh-HK", "zh-Hant")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-MO", "zh-Hant")]
    [InlineData("zh-Hant", "zh-Hant")]
    [InlineData("zh-Hant-CN", "zh-Hant")]
    [InlineData("yue", "zh-Hant")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("ZH-cn", "zh-Hans")]
    [InlineData("zh-Hans-HK", "zh-Hans")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "en")]
    [InlineData("zhx", "en")]
    [InlineData("*", "en")]
    [InlineData("fr-CH, fr;q=0.9, zh-TW;q=0.8, en;q=0.7", "zh-Hant")]
    [InlineData("en;q=0.1, zh;q=0.2", "zh-Hans")]
    [InlineData("zh;q=0, en", "en")]
    [InlineData(";;;", "en")]
    public async Task Answer_FollowsAcceptLanguage(string header, string language) =>
        Assert.Equal(language, await LanguageOfAsync("api/code", header));

    [Theory]
    [InlineData("zh-Hant", "en", "zh-Hant")]
    [InlineData("en", "zh-CN", "en")]
    [InlineData("xx", "zh-CN", "zh-Hans")]
    [InlineData("", "zh-TW", "zh-Hant")]
    [InlineData("%00", "zh-TW", "zh-Hant")]
    public async Task Answer_QueryGoesBeforeAcceptLanguage_AndIsPassedOverIfUnknown(string query, string header, string language) =>
        Assert.Equal(language, await LanguageOfAsync($"api/code?language={query}", header));

    [Fact]
    public async Task Texts_AreInTheLanguageOfTheRequest_ThenOfTheAccount()
    {
        var (app, client, anna) = (shared.App, shared.Client, new Traveler());
        await app.SendAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        await app.DrainAsync("border-crossings", "recompute-colors");
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone }, language: "zh-CN")).Expect(202);
        await app.DrainAsync("sms-outbox");
        var code = Assert.Single(await anna.TextsAsync(client));
        Assert.StartsWith("【粤康码】", code, StringComparison.Ordinal);

        var digits = new string([.. code.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        (await client.PostAsync("api/apply", anna.Application(digits, "zh-Hant-HK"), language: "en")).Expect(201);
        await app.DrainAsync("sms-outbox");

        Assert.StartsWith("【粵康碼】", (await anna.TextsAsync(client))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CodeText_IsOneSegment_SoThatNoHalfOfItIsLate(string language) =>
        Assert.Equal(1, SmsSegments.Of(Text.Get("sms.code", Languages.OfTag(language), "888888", 15)));

    [Theory]
    [MemberData(nameof(All))]
    public void AssistText_IsOneSegment(string language) =>
        Assert.Equal(1, SmsSegments.Of(Text.Get("sms.assisted", Languages.OfTag(language))));

    [Theory]
    [MemberData(nameof(All))]
    public void WelcomeText_IsTwoSegmentsAtMost(string language) =>
        Assert.InRange(SmsSegments.Of(Text.Get("sms.welcome", Languages.OfTag(language), Site)), 1, 2);

    /// <summary>The longest that any reason can make.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void ColorText_IsThreeSegmentsAtMost_WhateverTheReason(string tag)
    {
        var language = Languages.OfTag(tag);
        var until = Text.Get("sms.color.until", language, "2022-12-31");
        Assert.All(ReasonCodes.All, code =>
        {
            var reason = $"{Text.Get($"reason.{code}", language)} {until} {Text.Get($"guidance.{code}", language)}";
            var yellow = Text.Get($"color.{Words.Of(Color.Yellow)}", language);
            Assert.InRange(SmsSegments.Of(Text.Get("sms.color", language, "A*** S***", yellow, yellow, reason, Site)), 1, 3);
        });
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

    private async Task<string> LanguageOfAsync(string path, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", header);
        using var answer = await shared.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return Assert.Single(answer.Content.Headers.ContentLanguage);
    }
}
