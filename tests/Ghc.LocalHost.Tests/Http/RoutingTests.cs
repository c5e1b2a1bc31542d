using System.Net;
using System.Text;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Http;

/// <summary>Requests take the way that they take in Azure.</summary>
public sealed class RoutingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient client = shared.Host.Client;

    [Theory]
    [InlineData("api/greet/Anna", "Anna")]
    [InlineData("api/greet/Anna/3", "Anna Anna Anna")]
    [InlineData("api/greet/Zo%C3%AB%20M%C3%BCller", "Zoë Müller")]
    [InlineData("API/GREET/Anna", "Anna")]
    [InlineData("api/greet/Anna/many", "page api/greet/Anna/many")]
    [InlineData("api/greet/Anna/3/more", "page api/greet/Anna/3/more")]
    [InlineData("", "page ")]
    [InlineData("folder/file.css", "page folder/file.css")]
    public async Task Get_AnyPath_IsServedByTheMostSpecificRoute(string path, string expected) =>
        Assert.Equal(expected, await shared.Host.GetAsync(path));

    [Theory]
    [InlineData("POST", "api/greet/Anna")]
    [InlineData("HEAD", "api/greet/Anna")]
    [InlineData("GET", "api/echo", HttpStatusCode.OK)]
    [InlineData("OPTIONS", "")]
    [InlineData("DELETE", "folder/file.css")]
    public async Task WrongMethod_IsSkippedToTheCatchAll_ElseABare404(
        string method,
        string path,
        HttpStatusCode expected = HttpStatusCode.NotFound
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        if (expected == HttpStatusCode.NotFound)
        {
            Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(20_000_000)]
    public async Task Body_OfAnySize_ArrivesAndReturnsWhole(int length)
    {
        var body = new string('x', length - 1) + "!";
        using var answer = await client.PostAsync(
            "api/echo",
            new StringContent(body, Encoding.UTF8, "text/x-sample"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("text/x-sample; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Response_ThatIsStreamed_ArrivesWhileTheFunctionRuns()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var id = Guid.NewGuid().ToString();
        using var answer = await client.GetAsync($"api/stream/{id}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var first = new byte["first".Length];
        await body.ReadExactlyAsync(first, cancellation);
        using var released = await client.PostAsync($"api/release/{id}", null, cancellation);
        using var rest = new StreamReader(body);

        Assert.Equal("first", Encoding.UTF8.GetString(first));
        Assert.Equal("second", await rest.ReadToEndAsync(cancellation));
    }

    [Fact]
    public async Task Function_ThatThrows_Answers500AndTheNextCallWorks()
    {
        using var answer = await client.GetAsync("api/throw", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("Anna", await shared.Host.GetAsync("api/greet/Anna"));
    }

    [Fact]
    public async Task Calls_ManyAtOnce_EachGetTheirOwnAnswer()
    {
        var names = Enumerable.Range(0, 200).Select(n => $"name{n}").ToList();

        Assert.Equal(names, await Task.WhenAll(names.Select(name => shared.Host.GetAsync($"api/greet/{name}"))));
    }
}
