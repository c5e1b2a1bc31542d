using System.Security.Cryptography;
using Azure;

namespace Ghc.Platform.Storage;

/// <summary>The loop around every read-modify-write: read, decide, write if nothing changed, else again.</summary>
public static class OptimisticConcurrency
{
    private const int MaxTries = 24;

    /// <summary>Repeats <paramref name="attempt"/> until it returns a value. Null means that somebody else wrote first.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T?>> attempt, CancellationToken cancellation)
        where T : class
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            if (await attempt() is { } result)
            {
                return result;
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(1, 10 * tries), cancellation);
        }

        throw new RequestFailedException(412, "The row was changed by others time and again.");
    }
}
