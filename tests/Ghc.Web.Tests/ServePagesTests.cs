using System.Net;
using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;

namespace Ghc.Web.Tests;

public sealed class ServePagesTests(Azurite azurite)
{
    [Fact]
    public async Task Get_AnyPage_AnswersThePageWithItsPolicy()
    {
        await using var site = new Site(azurite);
        foreach (var path in new[] { "/", "/apply", "/companions/add", "/no-such-page" })
        {
            var answer = await GetAsync(site, path);
            Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    /// <summary>What a page loads next is named with it, in the reader's language, so that it comes one round trip sooner.</summary>
    [Theory]
    [InlineData("/", "ja-JP", "/assets/Home-", "/assets/ja-")]
    [InlineData("/login", "zh-HK", "/assets/Login-", "/assets/zh-Hant-")]
    [InlineData("/code?x=1", "de", "/assets/CodePage-", "/assets/en-")]
    [InlineData("/officer/", "fr", "/assets/Officer-", "/assets/fr-")]
    public async Task Get_Page_NamesItsPartsAndItsLanguage(string path, string language, string part, string texts)
    {
        await using var site = new Site(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var files = Assert
            .Single(answer.Headers.GetValues("Link"))
            .Split(", ")
            .Select(link => link[1..link.IndexOf('>', StringComparison.Ordinal)])
            .ToList();

        Assert.Single(files, file => file.StartsWith(part, StringComparison.Ordinal) && file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Single(files, file => file.StartsWith(texts, StringComparison.Ordinal));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        foreach (var file in files)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(site, file)).StatusCode);
        }
    }

    [Fact]
    public async Task Get_InspectorsPage_AllowsTheDecoderOnly()
    {
        await using var site = new Site(azurite);
        var policy = Assert.Single((await GetAsync(site, "/inspector/scan")).Headers.GetValues("Content-Security-Policy"));
        Assert.EndsWith("script-src 'self' 'wasm-unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "wasm",
            Assert.Single((await GetAsync(site, "/inspectors")).Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_ScriptOfThePage_IsCompressedAndKeptForGood()
    {
        await using var site = new Site(azurite);
        var script = await ScriptAsync(site);
        foreach (
            var (accepted, coding) in new[] { ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", null) }
        )
        {
            var answer = await GetAsync(site, script, accepted);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        }
    }

    [Fact]
    public async Task Get_PageThatTheBrowserHas_AnswersNotModified()
    {
        await using var site = new Site(azurite);
        foreach (var path in new[] { "/code", "/sw.js" })
        {
            var tag = (await GetAsync(site, path)).Headers.ETag;
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(tag!);
            Assert.Equal(
                HttpStatusCode.NotModified,
                (await site.Client.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode
            );
        }
    }

    [Theory]
    [InlineData("/assets/gone-12345678.js")]
    [InlineData("/assets/gone")]
    [InlineData("/../host.json")]
    [InlineData("/..%2fhost.json")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd.txt")]
    [InlineData("/favicon.ico")]
    [InlineData("/index.html.br")]
    [InlineData("/api/unknown")]
    [InlineData("/API/unknown")]
    [InlineData("/local/unknown")]
    public async Task Get_NoSuchFile_AnswersNotFoundAsProblem(string path)
    {
        await using var site = new Site(azurite);
        var answer = await GetAsync(site, path);
        Assert.Equal(
            (HttpStatusCode.NotFound, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType)
        );
    }

    [Fact]
    public async Task Head_Page_AnswersHeadersOnly()
    {
        await using var site = new Site(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> ScriptAsync(Site site)
    {
        var page = await site.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        return Regex.Match(page, "src=\"(/assets/[^\"]+[.]js)\"").Groups[1].Value;
    }

    private static async Task<HttpResponseMessage> GetAsync(Site site, string path, string? accepted = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
