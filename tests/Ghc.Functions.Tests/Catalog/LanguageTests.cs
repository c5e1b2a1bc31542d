using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>Which language an answer or a text is in.</summary>
public sealed class LanguageTests(SharedApp shared) : IClassFixture<SharedApp>
{
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
    [InlineData("fr-CA", "fr")]
    [InlineData("ja", "ja")]
    [InlineData("ja-JP", "ja")]
    [InlineData("ko-KR", "ko")]
    [InlineData("es-419", "es")]
    [InlineData("RU", "ru")]
    [InlineData("ar-EG", "ar")]
    [InlineData("pt", "en")]
    [InlineData("fro", "en")]
    [InlineData("zhx", "en")]
    [InlineData("iv", "en")]
    [InlineData("*", "en")]
    [InlineData("pt-BR, pt;q=0.9, zh-TW;q=0.8, en;q=0.7", "zh-Hant")]
    [InlineData("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr")]
    [InlineData("en;q=0.1, zh;q=0.2", "zh-Hans")]
    [InlineData("zh;q=0, en", "en")]
    [InlineData(";;;", "en")]
    public async Task Answer_FollowsAcceptLanguage(string header, string language) =>
        Assert.Equal(language, await LanguageOfAsync("api/code", header));

    [Theory]
    [InlineData("zh-Hant", "en", "zh-Hant")]
    [InlineData("en", "zh-CN", "en")]
    [InlineData("ja", "en-US", "ja")]
    [InlineData("xx", "zh-CN", "zh-Hans")]
    [InlineData("", "zh-TW", "zh-Hant")]
    [InlineData("%00", "zh-TW", "zh-Hant")]
    public async Task Answer_QueryGoesBeforeAcceptLanguage_AndIsPassedOverIfUnknown(string query, string header, string language) =>
        Assert.Equal(language, await LanguageOfAsync($"api/code?language={query}", header));

    [Fact]
    public async Task Texts_AreInTheLanguageOfTheRequest_ThenOfTheAccount()
    {
        var (app, client, anna) = (shared.App, shared.Client, new Traveler());
        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone }, language: "zh-CN")).Expect(202);
        await app.DrainAsync("sms-outbox");
        var code = Assert.Single(await anna.TextsAsync(client));
        Assert.StartsWith("【粤康码】", code, StringComparison.Ordinal);

        var digits = new string([.. code.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        (await client.PostAsync("api/apply", anna.Application(digits, "zh-Hant-HK"), language: "en")).Expect(201);
        await app.DrainAsync("sms-outbox");

        Assert.StartsWith("【粵康碼】", (await anna.TextsAsync(client))[^1], StringComparison.Ordinal);
    }

    private async Task<string> LanguageOfAsync(string path, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", header);
        using var answer = await shared.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return Assert.Single(answer.Content.Headers.ContentLanguage);
    }
}
