using Ghc.Platform.Encryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Keys;

/// <summary>The public keys of codes, so that a verifier without network can still check signature, time and color.</summary>
public sealed class GetKeys(Jwks jwks)
{
    [Function(nameof(GetKeys))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/keys")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(jwks.Json, "application/json");
    }
}
