using System.Net;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Http;

/// <summary>The address that a request came from, for limits only; it is neither stored nor logged.</summary>
public static class ClientAddress
{
    /// <param name="header">Where the proxy in front of the app writes the address that it saw; empty if there is none, and the peer that
    /// connects is the client.</param>
    public static string Of(HttpRequest request, string header)
    {
        var connected = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (header.Length == 0)
        {
            return connected;
        }

        // The proxy appends; whatever stands further left is the caller's own claim.
        var entries = string.Join(',', request.Headers[header].ToArray())
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return entries is [.., var last] ? WithoutPort(last) : connected;
    }

    /// <summary>Some proxies add the port, which is another one for every connection and would make each a client of its own.</summary>
    private static string WithoutPort(string entry) => IPEndPoint.TryParse(entry, out var endpoint) ? endpoint.Address.ToString() : entry;
}
