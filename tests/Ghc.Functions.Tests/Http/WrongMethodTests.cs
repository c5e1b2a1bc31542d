using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>A wrong method gets 405 with the right ones, as a problem: the Functions host would answer a bare 404.</summary>
public sealed class WrongMethodTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] Methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "PROPFIND"];

    public static TheoryData<string, string> Routes =>
        [
            .. HttpEndpoint
                .Api.GroupBy(endpoint => endpoint.Route)
                .Select(route => (route.Key, string.Join(", ", route.Select(endpoint => endpoint.Verb).Order(StringComparer.Ordinal)))),
        ];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Call_MethodThatTheRouteDoesNotHave_Returns405WithThoseItHas(string route, string allowed)
    {
        var path = HttpEndpoint.Api.First(endpoint => endpoint.Route == route).Path("x");
        foreach (var method in Methods.Except(allowed.Split(", ")))
        {
            await ExpectNotAllowedAsync(method, path, allowed);
        }
    }

    [Theory]
    [InlineData("API/HEALTH", "GET")]
    [InlineData("api/health/", "GET")]
    [InlineData("api/health?probe=live", "GET")]
    [InlineData("api/companions/a%2Fb", "DELETE")]
    [InlineData("api/companions/%C3%A9", "DELETE")]
    public async Task Call_SameRouteWrittenOtherwise_Returns405(string path, string allowed) =>
        await ExpectNotAllowedAsync("PUT", path, allowed);

    [Theory]
    [InlineData("")]
    [InlineData("apply")]
    [InlineData("inspector/scan")]
    [InlineData("sw.js")]
    [InlineData("icon.svg")]
    public async Task Call_PageOrFile_AllowsReadingOnly(string path)
    {
        foreach (var method in Methods.Except(["GET", "HEAD"]))
        {
            await ExpectNotAllowedAsync(method, path, "GET, HEAD");
        }
    }

    [Theory]
    [InlineData("api")]
    [InlineData("api/none")]
    [InlineData("api/health/none")]
    [InlineData("missing.js")]
    [InlineData("assets/gone")]
    [InlineData("local/none")]
    public async Task Call_NothingIsThere_Returns404ForEveryMethod(string path)
    {
        foreach (var method in Methods)
        {
            var answer = await shared.Client.CallAsync(new HttpMethod(method), "/" + path);

            Assert.Equal((method, 404), (method, answer.Status));
            Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
            Assert.Empty(answer.Response.Content.Headers.Allow);
        }
    }

    private async Task ExpectNotAllowedAsync(string method, string path, string allowed)
    {
        var answer = await shared.Client.CallAsync(new HttpMethod(method), "/" + path);

        Assert.Equal((method, 405, allowed), (method, answer.Status, string.Join(", ", answer.Response.Content.Headers.Allow)));
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        if (method != "HEAD")
        {
            Assert.Equal("not-found", answer.Code);
        }
    }
}
