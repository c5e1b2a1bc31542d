using System.Collections.Concurrent;

namespace Ghc.Functions.Access;

/// <summary>
/// What tokens proved, by the whole text of the token. An inspector shows one token hundreds of times and a page several times in a
/// sitting, and checking its signature costs as much as everything else that a call does. A genuine token stays genuine until its end,
/// which is looked at every time; whether a session was taken back sooner stands in the rows that are read for it.
/// </summary>
internal sealed class VerifiedTokenCache<T>(int most, Func<T, DateTimeOffset> endOf, TimeProvider time)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);

    public int Count => known.Count;

    /// <summary>
    /// Null if the token is over, or if <paramref name="check"/>, which is asked about unknown ones, says so. What it refuses is not
    /// remembered.
    /// </summary>
    public T? Find(string? token, Func<string, T?> check)
    {
        if (token is null)
        {
            return null;
        }

        if (known.TryGetValue(token, out var proof))
        {
            return time.GetUtcNow() < endOf(proof) ? proof : null;
        }

        return check(token) is { } found ? Remember(token, found) : null;
    }

    /// <summary>
    /// A full cache is emptied: callers who are still there are checked once more, and no order of use has to be kept.
    /// </summary>
    private T Remember(string token, T proof)
    {
        if (known.Count >= most)
        {
            known.Clear();
        }

        return known[token] = proof;
    }
}
