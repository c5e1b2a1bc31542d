using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Http;

/// <summary>The address that a request came from, for limits only; it is neither stored nor logged.</summary>
public static class ClientAddress
{
    /// <summary>Each trusted proxy appends the address that it saw, so the client's is that many entries from the right; whatever stands further left is the client's own claim.</summary>
    public static string Of(HttpRequest request, int trustedProxies)
    {
        var forwarded = string.Join(',', request.Headers["X-Forwarded-For"].ToArray())
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return trustedProxies > 0 && forwarded.Length >= trustedProxies
            ? forwarded[^trustedProxies]
            : request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
    }
}
