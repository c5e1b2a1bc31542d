using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Functions.Access;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>
/// Whatever is sent to whatever endpoint, by somebody whose token opens it: the answer is a problem that says what is wrong.
/// </summary>
public sealed class HostileInputTests(Callers callers) : IClassFixture<Callers>
{
    private static readonly JsonElement Contract = Docs.Json("openapi.json");

    private static readonly string[] Strings =
    [
        "",
        " ",
        "\0",
        "\u0007",
        "\u202eDROW",
        "\u200b",
        "😀",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "'; drop table Holders; --",
        "../../etc/passwd",
        "{{7*7}}",
        "%00",
        new string('A', 9000),
        new string('9', 10_000),
        "A\u0300\u0301\u0302\u0303",
        "ﷺ",
        "\ufffe",
        "null",
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "0.1",
        new string('9', 10_000),
        "[]",
        "{}",
        "[[]]",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "[\"\\ud800\"]",
        "{\"\\ud800\":1}",
        .. Strings.Select(text => JsonSerializer.Serialize(text)),
    ];

    /// <summary>Providers show who they are before anybody looks at a body; theirs are tried with their tests.</summary>
    public static TheoryData<string> WithBodies =>
        [
            .. HttpEndpoint
                .Api.Where(endpoint => endpoint.TakesABody && Permissions.Of(endpoint.Function).Credential != Credential.Provider)
                .Select(endpoint => endpoint.ToString()),
        ];

    public static TheoryData<string> Everything => [.. HttpEndpoint.Api.Select(endpoint => endpoint.ToString())];

    [Theory]
    [MemberData(nameof(WithBodies))]
    public async Task Body_NoObjectOfTheContract_IsRefused(string endpoint)
    {
        string[] texts =
        [
            "",
            " ",
            "null",
            "[]",
            "1",
            "\"text\"",
            "{",
            "{]",
            "{\"a\":}",
            "{} {}",
            "{\"surprise\":1}",
            "{\"phone\":1,\"phone\":2}",
            "{\"\\ud800\":1}",
            "{\"\":1}",
            "\ufeff{}x",
            new string('[', 10_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 3000)),
            $"{{\"{new string('k', 9000)}\":1}}",
            $"{{\"n\":{new string('1', 10_000)}}}",
            "{\"a\u202eb\":1}",
            "// comment\n{}",
            "{\"a\":1,}",
        ];
        foreach (var text in texts)
        {
            await ExpectRefusedAsync(endpoint, Encoding.UTF8.GetBytes(text));
        }

        await ExpectRefusedAsync(endpoint, [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
        await ExpectRefusedAsync(endpoint, [0xed, 0xa0, 0x80]);
        await ExpectRefusedAsync(endpoint, Encoding.UTF8.GetBytes($"{{\"phone\":\"{new string('x', 1_000_000)}\"}}"));
        await ExpectRefusedAsync(endpoint, Encoding.Unicode.GetBytes("{}"));
    }

    [Theory]
    [MemberData(nameof(WithBodies))]
    public async Task Body_OneMemberWrong_IsAnsweredWithoutAFault(string endpoint)
    {
        var members = MembersOf(endpoint).ToList();
        Assert.NotEmpty(members);
        foreach (var (member, parent) in members)
        {
            foreach (var value in Values)
            {
                // The rest of the form is right, so that the odd value gets as far as it can. Some are right by chance, such as no
                // language.
                var answer = await ExpectNoFaultAsync(Find(endpoint), member, parent, value);
                if (answer.Code is "invalid-request" or "invalid-phone")
                {
                    Assert.NotEmpty(answer["errors"].AsObject());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task PathQueryAndHeaders_Hostile_NeverFail(string endpoint)
    {
        var at = Find(endpoint);
        foreach (var text in Strings.Where(text => text.Length is > 0 and < 2000))
        {
            var odd = Uri.EscapeDataString(text);
            // The test server, unlike Kestrel, throws on a NUL in the path before the app sees it.
            await ExpectNoFaultAsync(at, at.Path(text.Replace("\0", "", StringComparison.Ordinal)), token: callers.TokenFor(at));
            await ExpectNoFaultAsync(
                at,
                $"{at.Path("x")}?holder={odd}&minutes={odd}&size={odd}&{odd}={odd}&from={odd}&to={odd}",
                token: callers.TokenFor(at)
            );
        }

        foreach (
            var raw in new[]
            {
                "?",
                "?=",
                "?&&",
                "?minutes",
                "?holder=%ff%fe",
                "?holder=%zz",
                "?minutes=%",
                "?holder=a&holder=b",
                $"?holder={new string('f', 32)}",
            }
        )
        {
            await ExpectNoFaultAsync(at, at.Path("x") + raw, token: callers.TokenFor(at));
        }

        foreach (
            var header in new[]
            {
                "",
                "Bearer",
                "Bearer ",
                "Bearer a.b.c",
                "Bearer ...",
                "Basic QTpC",
                "Bearer \u00ff\u0001",
                "Bearer " + new string('A', 8000),
                "bearer eyJhbGciOiJub25lIn0.e30.",
            }
        )
        {
            var answer = await ExpectNoFaultAsync(at, at.Path("x"), authorization: header);
            Assert.True(answer.Status >= 400 || IsOpen(at), $"{at} let '{header}' in.");
        }
    }

    private static bool IsOpen(HttpEndpoint at) =>
        at is { Verb: "GET", Route: "api/keys" or "api/health" or "api/openapi.json" or "api/statistics" or "api/sunset" };

    private async Task ExpectRefusedAsync(string endpoint, byte[] body)
    {
        var at = Find(endpoint);
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        var answer = await ExpectNoFaultAsync(at, at.Path("x"), callers.TokenFor(at), content: content);
        Assert.True(answer.Status is >= 400 and < 500, $"{at} took {Shown(body)}: {answer.Status}");
        // To go back needs no body.
        Assert.True(
            answer.Status is 400 or 403 or 404 || answer.Code is "invalid-policy" or "nothing-to-roll-back",
            $"{at} {Shown(body)}: {answer.Status} {answer.Code}"
        );
        Assert.True(answer.Status is not (400 or 422) || answer["errors"].AsObject().Count > 0, $"{at} {Shown(body)}: {answer.Json}");
    }

    private Task<Answer> ExpectNoFaultAsync(HttpEndpoint at, string member, string? parent, string value)
    {
        const string Here = "@here@";
        var example = JsonNode.Parse(
            Operation(at)
                .GetProperty("requestBody")
                .GetProperty("content")
                .GetProperty("application/json")
                .GetProperty("example")
                .GetRawText()
        )!;
        if (parent is null)
        {
            example[member] = Here;
        }
        else
        {
            example[parent] ??= new JsonObject();
            example[parent]![member] = Here;
        }

        var json = example.ToJsonString().Replace($"\"{Here}\"", value, StringComparison.Ordinal);
        return ExpectNoFaultAsync(at, at.Path("x"), callers.TokenFor(at), content: new ByteArrayContent(Encoding.UTF8.GetBytes(json)));
    }

    private async Task<Answer> ExpectNoFaultAsync(
        HttpEndpoint at,
        string path,
        string? token = null,
        string? authorization = null,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(at.Verb), "/" + path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? $"Bearer {token}");
        var response = await callers.Shared.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        Assert.True(status < 500, $"{at} {path} {Shown(content)}: {status} {text}");
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        if (status < 400)
        {
            return new Answer(status, null, response);
        }

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text);
        Assert.Contains((string?)problem!["code"], Ghc.Platform.Http.Problem.Codes);
        Assert.Equal(status, (int)problem["status"]!);
        return new Answer(status, problem, response);
    }

    private static string Shown(HttpContent? content) =>
        content is null ? "" : Shown(content.ReadAsByteArrayAsync().GetAwaiter().GetResult());

    private static string Shown(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(200, body.Length)));

    private static JsonElement Operation(HttpEndpoint at) =>
        Contract.GetProperty("paths").GetProperty("/" + at.Route).GetProperty(at.Verb.ToLowerInvariant());

    private static HttpEndpoint Find(string endpoint) => HttpEndpoint.All.Single(e => e.ToString() == endpoint);

    /// <summary>The members of the body by the published contract, with those of an object within it.</summary>
    private static IEnumerable<(string Member, string? Parent)> MembersOf(string endpoint)
    {
        return Members(
            Operation(Find(endpoint))
                .GetProperty("requestBody")
                .GetProperty("content")
                .GetProperty("application/json")
                .GetProperty("schema"),
            null
        );

        IEnumerable<(string, string?)> Members(JsonElement schema, string? parent)
        {
            while (schema.TryGetProperty("$ref", out var reference))
            {
                schema = new JsonSchema(Contract).Resolve(reference.GetString()!);
            }

            var choices = schema.TryGetProperty("oneOf", out var oneOf)
                ? oneOf.EnumerateArray().SelectMany(choice => Members(choice, parent))
                : [];
            var own = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default;
            return choices.Concat(
                own.SelectMany(property =>
                    Members(property.Value, property.Name).Where(_ => parent is null).Prepend((property.Name, parent))
                )
            );
        }
    }
}
