using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Tests.Sms;

/// <summary>A tenant of Entra ID: publishes its keys and issues tokens.</summary>
public sealed class EntraStub : IAsyncDisposable
{
    public const string EventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

    private readonly RSA key = RSA.Create(2048);
    private readonly WebApplication server;

    private EntraStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet(
            $"/{Tenant}/v2.0/.well-known/openid-configuration",
            () => new { issuer = $"{Authority}{Tenant}/v2.0", jwks_uri = $"{Authority}keys" }
        );
        server.MapGet(
            "/keys",
            () =>
            {
                var parameters = key.ExportParameters(includePrivateParameters: false);
                return new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = "RSA",
                            use = "sig",
                            kid = "e1",
                            n = Base64UrlEncoder.Encode(parameters.Modulus),
                            e = Base64UrlEncoder.Encode(parameters.Exponent),
                        },
                    },
                };
            }
        );
    }

    public string Tenant { get; } = Guid.NewGuid().ToString();

    public string Application { get; } = Guid.NewGuid().ToString();

    public string Authority => server.Urls.Single() + "/";

    public static async Task<EntraStub> StartAsync()
    {
        var stub = new EntraStub();
        await stub.server.StartAsync();
        return stub;
    }

    public string Token(
        DateTimeOffset now,
        string caller = EventGrid,
        string? audience = null,
        string? issuer = null,
        RSA? signedBy = null
    ) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer ?? $"https://sts.windows.net/{Tenant}/",
                Audience = audience ?? Application,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = now.UtcDateTime.AddHours(1),
                Claims = new Dictionary<string, object> { ["appid"] = caller },
                SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(signedBy ?? key) { KeyId = "e1" },
                    SecurityAlgorithms.RsaSha256
                ),
            }
        );

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        key.Dispose();
    }
}
