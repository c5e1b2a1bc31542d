using Ghc.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Texting.Reports;

/// <summary>
/// Checks that a call comes from Event Grid: a token of our tenant, for our application, that Event Grid's application got.
/// </summary>
public sealed class EventGridTokens
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>The claim that names the caller, in tokens of version 1 and 2.</summary>
    private static readonly string[] CallerClaims = ["appid", "azp"];

    private readonly DeliveryReportOptions options;
    private readonly JsonWebTokenHandler handler = new();
    private readonly Lazy<ConfigurationManager<OpenIdConnectConfiguration>> keys;
    private readonly TimeProvider clock;

    public EventGridTokens(IOptions<DeliveryReportOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        this.clock = clock;
        keys = new(() =>
            new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{Tenant}v2.0/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !this.options.Authority.IsLoopback }
            )
        );
    }

    private Uri Tenant => new(options.Authority, $"{options.TenantId}/");

    /// <summary>
    /// Null for a call of Event Grid. Without the tenant's keys nobody can be told apart: then the caller shall come back.
    /// </summary>
    public async Task<Refusal?> RefusalAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            options.ApplicationId.Length == 0
            || request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        )
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        try
        {
            await keys.Value.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException)
        {
            return new Refusal(RefusalCodes.TemporarilyUnavailable) { RetryAfter = Pause };
        }

        var result = await handler.ValidateTokenAsync(header[Scheme.Length..].Trim(), Expected());
        return !result.IsValid ? new Refusal(RefusalCodes.NotSignedIn)
            : CallerClaims.Any(claim => result.Claims.TryGetValue(claim, out var caller) && (string?)caller == options.CallerId) ? null
            : new Refusal(RefusalCodes.Forbidden);
    }

    private TokenValidationParameters Expected() =>
        new()
        {
            ConfigurationManager = keys.Value,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudiences = [options.ApplicationId, $"api://{options.ApplicationId}"],

            // Versions 1 and 2: the application's manifest decides which one a token is.
            ValidIssuers =
            [
                $"https://sts.windows.net/{options.TenantId}/",
                $"https://sts.chinacloudapi.cn/{options.TenantId}/",
                $"{Tenant}v2.0",
            ],
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => clock.GetUtcNow() is var now && !(from > now + Leeway) && until > now - Leeway,
        };
}
