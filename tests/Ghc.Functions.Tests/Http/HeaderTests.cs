using System.Text.Json;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

public sealed class HeaderTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly (string Name, string Value)[] Expected =
    [
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
    ];

    public static TheoryData<string, string> Calls =>
        [
            .. HttpEndpoint.Api.Select(endpoint => (endpoint.Verb, endpoint.Path("x"))),
            ("GET", "api/none"),
            ("DELETE", "api/keys"),
            ("OPTIONS", "api/apply"),
            ("GET", "api/%2e%2e/secret"),
            ("POST", ""),
        ];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Answer_OfAnyCall_HasTheSecurityHeaders(string verb, string path)
    {
        var answer = await shared.Client.CallAsync(new HttpMethod(verb), "/" + path);

        Assert.True(answer.Status < 500, $"{answer.Status}");
        Assert.All(Expected, header => Assert.Equal(header.Value, Assert.Single(answer.Response.Headers.GetValues(header.Name))));
        var policy = Assert.Single(answer.Response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-", policy, StringComparison.Ordinal);
        Assert.False(answer.Response.Headers.Contains("Server"));
        if (answer.Status >= 400)
        {
            Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
            Assert.True(answer.Response.Headers.CacheControl?.NoStore);
        }
    }

    /// <summary>The Functions host answers some requests before the app sees them; host.json gives it the same headers.</summary>
    [Fact]
    public async Task HostJson_HasTheHeadersThatTheAppSets()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var custom = host
            .RootElement.GetProperty("extensions")
            .GetProperty("http")
            .GetProperty("customHeaders")
            .EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);

        var answer = (await shared.Client.GetAsync("api/none", token: null)).Expect(404);

        Assert.Equal(
            answer
                .Response.Headers.Where(header => header.Key is not "Vary")
                .Select(header => (header.Key, string.Join(',', header.Value)))
                .Order(),
            custom.Select(header => (header.Key, header.Value)).Order()
        );
    }

    [Fact]
    public async Task Answer_ToANotSignedInCall_AsksForABearer() =>
        Assert.Equal(
            "Bearer",
            Assert.Single((await shared.Client.GetAsync("api/code", token: null)).Expect(401).Response.Headers.WwwAuthenticate).Scheme
        );
}
