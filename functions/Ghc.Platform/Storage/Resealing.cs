using System.Security.Cryptography;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <summary>
/// What one table had under a key. <paramref name="Unreadable"/>: rows that do not open, because they were forged or moved; they stay as
/// they are.
/// </summary>
public sealed record Resealed(string Table, int Rows, int Unreadable);

/// <summary>Seals rows again with the current key, many at once. A page is in memory.</summary>
internal static class Resealing
{
    private const int Parallelism = 16;

    public static async Task<Resealed> RunAsync(
        string table,
        IAsyncEnumerable<TableEntity> found,
        Func<TableEntity, CancellationToken, Task<bool>> tryReseal,
        CancellationToken cancellation
    )
    {
        var (done, unreadable) = (0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            found,
            options,
            async (row, stop) =>
            {
                try
                {
                    if (await tryReseal(row, stop))
                    {
                        Interlocked.Increment(ref done);
                    }
                }
                catch (CryptographicException)
                {
                    Interlocked.Increment(ref unreadable);
                }
            }
        );
        return new Resealed(table, done, unreadable);
    }
}
