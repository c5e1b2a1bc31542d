using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;

namespace Ghc.Cli;

/// <summary>
/// Calls of a running service, as the person who holds the token: what needs two people needs them here too. A refusal or an unreachable
/// service ends in an exit code and a sentence.
/// </summary>
public sealed class Api(Screen screen)
{
    private const string TokenVariable = "GHC_TOKEN";
    private const string UrlVariable = "GHC_URL";

    public Option<string?> UrlOption { get; } =
        new("--url") { Description = $"The service, such as https://ghc.example (default: {UrlVariable})." };

    public Option<string?> TokenOption { get; } = new("--token") { Description = $"What ghc login printed (default: {TokenVariable})." };

    /// <summary>Work against the service; what it answers to a refused call is shown.</summary>
    public Task<int> WithAsync(ParseResult arguments, Func<Session, Task<int>> work) =>
        WithAsync(arguments, arguments.GetValue(UrlOption), work);

    public Task<int> WithAsync(ParseResult arguments, string? address, Func<Session, Task<int>> work) =>
        WithAsync(arguments, address, arguments.GetValue(TokenOption) ?? Environment.GetEnvironmentVariable(TokenVariable), work);

    public async Task<int> WithAsync(ParseResult arguments, string? address, string? token, Func<Session, Task<int>> work)
    {
        if ((address ?? Environment.GetEnvironmentVariable(UrlVariable)) is not { Length: > 0 } named)
        {
            return screen.Refuse($"Name the service with --url or {UrlVariable}.");
        }

        if (!Uri.TryCreate(named, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return screen.Refuse($"{named} is no address of a service, such as https://ghc.example.");
        }

        if (token is not null && !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return screen.Refuse($"The token has other signs than one that ghc login prints. Look at {TokenVariable}.");
        }

        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        if (token is { Length: > 0 })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            return await work(new Session(client));
        }
        catch (RefusedException refused)
        {
            return screen.Refuse(refused.Message);
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            return screen.Fail($"{url} did not answer:", failure.GetBaseException().Message, ExitCodes.Unreachable);
        }
    }

    /// <summary>No answer, or one that does not come from the service.</summary>
    public static bool IsSilence(Exception failure) =>
        failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException };

    public sealed class Session(HttpClient client)
    {
        public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

        /// <summary>All items of a list that is answered in pages, each of which names where to go on.</summary>
        public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, string member, CancellationToken cancellation)
        {
            var items = new List<JsonNode>();
            var after = "";
            do
            {
                var page = await GetAsync(after.Length == 0 ? path : $"{path}?after={Uri.EscapeDataString(after)}", cancellation);
                items.AddRange(page[member]!.AsArray().Select(item => item!));
                after = (string?)page["next"] ?? "";
            } while (after.Length > 0);

            return items;
        }

        public async Task<JsonNode> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request, cancellation);
            var answer = await ReadAsync(response, cancellation);
            return response.IsSuccessStatusCode
                ? answer
                : throw new RefusedException((int)response.StatusCode, answer, Describe((int)response.StatusCode, answer));
        }

        /// <summary>A proxy or a firewall answers with a page of its own.</summary>
        private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
        {
            if (response.StatusCode == System.Net.HttpStatusCode.NoContent)
            {
                return new JsonObject();
            }

            try
            {
                return JsonNode.Parse(await response.Content.ReadAsStreamAsync(cancellation)) ?? new JsonObject();
            }
            catch (JsonException)
            {
                throw new HttpRequestException($"something before it answered {(int)response.StatusCode}, such as a proxy or a firewall.");
            }
        }

        private static string Describe(int status, JsonNode problem)
        {
            var lines =
                problem["errors"]?.AsObject().SelectMany(field => field.Value!.AsArray().Select(text => $"\n  {field.Key}: {text}")) ?? [];
            return $"{status} {problem["code"]}: {problem["detail"]}{string.Concat(lines)}";
        }
    }

    /// <param name="problem">What the service answered.</param>
    public sealed class RefusedException(int status, JsonNode problem, string message) : Exception(message)
    {
        public int Status => status;

        /// <summary>The proposal that was recorded and now needs a second person; null after any other refusal.</summary>
        public string? Proposal => (string?)problem["code"] == RefusalCodes.NeedsApproval ? (string?)problem["measureId"] : null;
    }
}
