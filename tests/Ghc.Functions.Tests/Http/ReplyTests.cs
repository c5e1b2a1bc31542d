using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>How answers are written.</summary>
public sealed class ReplyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("zh-Hans", "请先登录")]
    [InlineData("ru", "Войдите в аккаунт")]
    [InlineData("ar", "سجّل الدخول")]
    public async Task Problem_InAnyLanguage_IsWrittenInItsLetters(string language, string title)
    {
        var answer = (await shared.Client.GetAsync("api/code", token: null, language)).Expect(401);
        var body = await RawAsync(answer);

        Assert.Contains($"\"title\":\"{title}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_InChinese_IsWrittenInItsLetters_AndItsStripWithoutEscapes()
    {
        var (app, client) = (shared.App, shared.Client);
        var token = await new Traveler().ApplyAsync(app, client, daysAgo: 2);
        var answer = (await client.GetAsync("api/code?minutes=60", token, "zh-Hans")).Expect(200);
        var body = await RawAsync(answer);

        Assert.Contains("您近期入境", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", body, StringComparison.Ordinal);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
    }

    /// <summary>
    /// Four hours of codes on a slow network: every phone accepts compression, a client that does not gets the same as it is.
    /// </summary>
    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, identity", null)]
    public async Task Code_IsCompressedAsTheClientAccepts(string accepted, string? coding)
    {
        var token = await new Traveler().ApplyAsync(shared.App, shared.Client, daysAgo: 2);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/code?minutes=240");
        request.Headers.Add("Accept-Encoding", accepted);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await shared.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var sent = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(240, JsonNode.Parse(Unpack(sent, coding))!["strip"]!.AsArray().Count);
        Assert.True(coding is null || sent.Length < 52_000, $"{sent.Length} bytes");
    }

    [Fact]
    public async Task LocalTexts_WriteTimesAsTheApiDoes()
    {
        var anna = new Traveler();
        (await shared.Client.PostAsync("api/sms-codes", new { phone = anna.Phone }, language: "ja")).Expect(202);
        await shared.App.DrainAsync("sms-outbox");

        var answer = (await shared.Client.GetAsync($"local/sms?to={anna.E164[1..]}", token: null)).Expect(200);
        var body = await RawAsync(answer);

        Assert.Matches("\"sentAt\":\"[0-9T:.-]+Z\"", body);
        Assert.Contains("認証コード", body, StringComparison.Ordinal);
        Assert.Contains($"\"to\":\"{anna.E164}\"", body, StringComparison.Ordinal);
    }

    private static string Unpack(byte[] sent, string? coding)
    {
        using var content = new MemoryStream(sent);
        using Stream stream = coding switch
        {
            "br" => new BrotliStream(content, CompressionMode.Decompress),
            "gzip" => new GZipStream(content, CompressionMode.Decompress),
            _ => content,
        };
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<string> RawAsync(Answer answer) =>
        Encoding.UTF8.GetString(await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
}
