using System.Threading.RateLimiting;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>How many texts may be asked for: by one address (a hotel shares one) and by everybody together. Counted in each instance of the app.</summary>
public sealed class SmsBudget(IOptions<SmsBudgetOptions> options, IOptions<SiteOptions> site, Pseudonyms pseudonyms) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpRequest> limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpRequest, string>(request =>
            RateLimitPartition.GetFixedWindowLimiter(
                pseudonyms.AddressKey(ClientAddress.Of(request, site.Value.ClientAddressHeader)),
                _ => Window(options.Value.PerAddressPerHour, TimeSpan.FromHours(1)))),
        PartitionedRateLimiter.Create<HttpRequest, string>(_ =>
            RateLimitPartition.GetFixedWindowLimiter("", _ => Window(options.Value.PerMinute, TimeSpan.FromMinutes(1)))));

    public Outcome<bool> Take(HttpRequest request)
    {
        using var lease = limiter.AttemptAcquire(request);
        if (lease.IsAcquired)
        {
            return true;
        }

        return new Refusal(RefusalCodes.TooManyRequests)
        {
            RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) ? delay : TimeSpan.FromMinutes(1),
        };
    }

    public void Dispose() => limiter.Dispose();

    private static FixedWindowRateLimiterOptions Window(int permits, TimeSpan window) =>
        new() { PermitLimit = permits, Window = window, QueueLimit = 0 };
}
