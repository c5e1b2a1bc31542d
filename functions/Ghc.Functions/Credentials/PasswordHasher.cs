using System.Security.Cryptography;
using System.Text;
using Ghc.Domain;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// <paramref name="NeedsRehash"/>: it matches, but was made with older numbers; store a new hash while the password is at hand.
/// </summary>
public readonly record struct PasswordCheck(bool Matches, bool NeedsRehash);

/// <summary>
/// Hashes passwords, a few at a time: hundreds at once would take all memory and every core from those who only show their code. Who
/// waits longer than the patience gets too-many-requests instead of a place in an endless queue.
/// </summary>
public sealed class PasswordHasher(IOptions<PasswordOptions> options) : IDisposable
{
    /// <summary>What an unknown phone is checked against, at today's numbers. No password can match 32 random bytes.</summary>
    private static readonly PasswordHash Nobody = new(
        PasswordHash.CurrentMemoryKiB,
        PasswordHash.CurrentPasses,
        RandomNumberGenerator.GetBytes(16),
        RandomNumberGenerator.GetBytes(32)
    );

    private readonly SemaphoreSlim turns = new(options.Value.Concurrency);

    public Task<Outcome<string>> HashAsync(string password, CancellationToken cancellationToken) =>
        TakeTurn(() => PasswordHash.Of(Normalize(password)).ToString(), cancellationToken);

    /// <summary>
    /// Without a stored hash (unknown phone, no password set) the same work is done, so that the time tells nothing, and nothing matches.
    /// </summary>
    public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? phc, CancellationToken cancellationToken)
    {
        var stored = phc is null ? Nobody : PasswordHash.Parse(phc);
        return TakeTurn(() => Check(password, stored), cancellationToken);
    }

    public void Dispose() => turns.Dispose();

    private static PasswordCheck Check(string password, PasswordHash stored)
    {
        var matches = stored.Matches(Normalize(password)) && stored != Nobody;
        return new(matches, matches && stored.Outdated);
    }

    private async Task<Outcome<T>> TakeTurn<T>(Func<T> work, CancellationToken cancellationToken)
        where T : notnull
    {
        if (!await turns.WaitAsync(options.Value.Patience, cancellationToken))
        {
            return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = options.Value.Patience };
        }

        try
        {
            return work();
        }
        finally
        {
            turns.Release();
        }
    }

    private static byte[] Normalize(string password) => Encoding.UTF8.GetBytes(PasswordStrength.Normalize(password));
}
