using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ghc.Functions.Tests.Support;

/// <summary>An answer with its JSON, if it has any.</summary>
public sealed record Answer(int Status, JsonNode? Json, HttpResponseMessage Response)
{
    public string? Code => (string?)Json?["code"];

    public JsonNode this[string member] => Json?[member] ?? throw new InvalidOperationException($"{Status} has no '{member}': {Json}");

    public string Text(string member) => this[member].ToString();

    /// <summary>Fails with the whole answer if the status is another.</summary>
    public Answer Expect(int status, string? code = null)
    {
        Assert.True(Status == status && (code is null || Code == code), $"Expected {status} {code}, got {Status}: {Json}");
        return this;
    }
}

/// <summary>Calls the API as a client would.</summary>
public static class Calls
{
    public static async Task<Answer> CallAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        object? body = null,
        string? token = null,
        string? language = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string json => new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, Parse(response, text), response);
    }

    public static Task<Answer> PostAsync(
        this HttpClient client,
        string path,
        object? body,
        string? token = null,
        string? language = null
    ) => client.CallAsync(HttpMethod.Post, path, body, token, language);

    public static Task<Answer> GetAsync(this HttpClient client, string path, string? token, string? language = null) =>
        client.CallAsync(HttpMethod.Get, path, null, token, language);

    /// <summary>The code that a scanner would read from the phone.</summary>
    public static async Task<string> HealthCodeAsync(this HttpClient client, string token) =>
        (await client.GetAsync("api/code", token)).Expect(200).Text("healthCode");

    /// <summary>The color that the phone shows.</summary>
    public static async Task<string> ColorAsync(this HttpClient client, string token) =>
        (await client.GetAsync("api/code", token)).Expect(200).Text("color");

    public static Task<Answer> ScanAsync(this HttpClient client, string shift, string healthCode) =>
        client.PostAsync("api/scan", new { healthCode }, shift);

    private static JsonNode? Parse(HttpResponseMessage response, string text) =>
        text.Length > 0 && response.Content.Headers.ContentType?.MediaType is ("application/json" or "application/problem+json")
            ? JsonNode.Parse(text)
            : null;
}
