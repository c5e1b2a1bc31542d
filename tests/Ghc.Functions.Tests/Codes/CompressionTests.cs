using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Codes;

/// <summary>A strip is long and travels over slow networks, so it is compressed; nothing else is.</summary>
public sealed class CompressionTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task Strip_ComesInTheCodingThatTheClientAccepts(string accepted, string? coding)
    {
        var token = await new Traveler().ApplyAsync(shared.App, shared.Client);
        using var answer = await SendAsync("api/code?minutes=60", token, accepted);

        Assert.Equal(coding is null ? [] : [coding], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        var code = JsonNode.Parse(await UnpackAsync(body, coding))!;
        Assert.Equal(60, code["strip"]!.AsArray().Count);
    }

    [Fact]
    public async Task Strip_OfFourHours_ShrinksToHalf()
    {
        var token = await new Traveler().ApplyAsync(shared.App, shared.Client);
        var (plain, small) = (await LengthAsync("identity"), await LengthAsync("br"));
        Assert.True(small * 2 < plain, $"{small} of {plain}");

        async Task<long> LengthAsync(string accepted)
        {
            using var answer = await SendAsync("api/code?minutes=240", token, accepted);
            return answer.Content.Headers.ContentLength!.Value;
        }
    }

    [Theory]
    [InlineData("api/companions")]
    [InlineData("api/account/export")]
    [InlineData("api/openapi.json")]
    public async Task OtherAnswers_AreNotCompressed(string path)
    {
        var token = await new Traveler().ApplyAsync(shared.App, shared.Client);
        using var answer = await SendAsync(path, token, "br, gzip");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string token, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await shared.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> UnpackAsync(byte[] body, string? coding)
    {
        using var packed = new MemoryStream(body);
        await using Stream stream = coding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
