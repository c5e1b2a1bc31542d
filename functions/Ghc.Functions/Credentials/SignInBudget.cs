using System.Threading.RateLimiting;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// How many wrong passwords one address may send, whatever phones it names: each costs a hash, and the phones' own locks do not stop whoever takes a new
/// phone each time. Counted in each instance of the app. Signing in by text alone costs no hash and is never refused here.
/// </summary>
public sealed class SignInBudget(IOptions<SignInBudgetOptions> options, IOptions<SiteOptions> site, Pseudonyms pseudonyms) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpRequest> limiter = PartitionedRateLimiter.Create<HttpRequest, string>(request =>
        RateLimitPartition.GetFixedWindowLimiter(
            pseudonyms.AddressKey(ClientAddress.Of(request, site.Value.ClientAddressHeader)),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.WrongPasswords, Window = options.Value.Window, QueueLimit = 0 }));

    /// <summary>Whether the address may try another password; none is counted yet.</summary>
    public Outcome<bool> Check(HttpRequest request)
    {
        using var lease = limiter.AttemptAcquire(request, permitCount: 0);
        return lease.IsAcquired ? true : new Refusal(RefusalCodes.TooManyRequests)
        {
            RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) ? delay : options.Value.Window,
        };
    }

    /// <summary>A right password costs nothing: a hall full of people may sign in at once.</summary>
    public void CountWrong(HttpRequest request) => limiter.AttemptAcquire(request).Dispose();

    public void Dispose() => limiter.Dispose();
}
