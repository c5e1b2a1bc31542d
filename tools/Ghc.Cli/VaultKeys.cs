using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Azure.Core;

namespace Ghc.Cli;

/// <summary>
/// Destroys keys in an Azure Key Vault, over its REST interface: deletes a secret with all its versions, and purges it where the vault
/// allows that.
/// </summary>
public sealed class VaultKeys(HttpClient client, Uri vault, TokenCredential credential)
{
    private const string Version = "api-version=7.4";

    /// <summary>The names of all secrets that are not deleted.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        var names = new List<string>();
        for (var next = new Uri(vault, $"secrets?{Version}"); next is not null; )
        {
            var page =
                await SendAsync(HttpMethod.Get, next, cancellation) ?? throw new HttpRequestException($"{vault} has no secrets to list.");
            names.AddRange(page["value"]!.AsArray().Select(secret => new Uri((string)secret!["id"]!).Segments[2].TrimEnd('/')));
            next = (string?)page["nextLink"] is { Length: > 0 } link ? new Uri(link) : null;
        }

        return names;
    }

    /// <summary>Until when the vault could bring the key back; null if it is gone for good. Repeating it is harmless.</summary>
    public async Task<DateTimeOffset?> DestroyAsync(string name, CancellationToken cancellation)
    {
        var deleted =
            await SendAsync(HttpMethod.Delete, new Uri(vault, $"secrets/{name}?{Version}"), cancellation)
            ?? await SendAsync(HttpMethod.Get, new Uri(vault, $"deletedsecrets/{name}?{Version}"), cancellation);
        if (deleted is null)
        {
            return null;
        }

        // With purge protection the level is "Recoverable", and nobody, an owner included, can purge before the date.
        if (((string?)deleted["attributes"]?["recoveryLevel"])?.Contains("Purgeable", StringComparison.Ordinal) == true)
        {
            await SendAsync(HttpMethod.Delete, new Uri(vault, $"deletedsecrets/{name}?{Version}"), cancellation);
            return null;
        }

        return DateTimeOffset.FromUnixTimeSeconds((long?)deleted["scheduledPurgeDate"] ?? 0);
    }

    /// <summary>Null for what is not there.</summary>
    private async Task<JsonNode?> SendAsync(HttpMethod method, Uri address, CancellationToken cancellation)
    {
        // As the cloud calls its vaults: vault.azure.net, or vault.azure.cn.
        var scope = $"https://{vault.Host[(vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellation)).Token
        );
        using var response = await client.SendAsync(request, cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
    }
}
