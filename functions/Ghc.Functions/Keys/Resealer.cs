using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Keys;

/// <summary>What one table had under a key. <paramref name="Unreadable"/>: rows that do not open, because they were forged or moved; they stay as they are.</summary>
public sealed record Resealed(string Table, int Rows, int Unreadable);

/// <summary>
/// Seals anew what a former key sealed, so that the key can be retired. What is done is no longer found, so whoever starts again goes on where another ended, and
/// several at once do no harm; a page is in memory. Whoever seals elsewhere than in rows of <see cref="SealedRows"/> has to be asked here. What others write meanwhile carries the key that is current for them.
/// </summary>
public sealed class Resealer(StorageClients clients, Sealer sealer, PoisonTable poison)
{
    private const int AtOnce = 16;

    private static readonly IEnumerable<string> SealedTables = TableNames.All.Where(name => name != TableNames.Poison);

    /// <summary>Table by table, so that progress can be told.</summary>
    public async IAsyncEnumerable<Resealed> ResealAsync(string keyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var name in SealedTables)
        {
            var rows = new SealedRows(clients, sealer, name);
            yield return await ResealAsync(name, rows.SealedByAsync(keyId, cancellation), rows.TryResealAsync, cancellation);
        }

        yield return await ResealAsync(TableNames.Poison, poison.SealedByAsync(keyId, cancellation), poison.TryResealAsync, cancellation);
    }

    /// <summary>How many rows of each table a key still seals; none is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string keyId, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in SealedTables)
        {
            counts[name] = await new SealedRows(clients, sealer, name).SealedByAsync(keyId, cancellation).CountAsync(cancellation);
        }

        counts[TableNames.Poison] = await poison.SealedByAsync(keyId, cancellation).CountAsync(cancellation);
        return counts;
    }

    /// <summary>Texts on their way are sealed too, by a key that cannot be told from outside: sent, or put aside.</summary>
    public async Task<int> WaitingTextsAsync(CancellationToken cancellation)
    {
        var queues = clients.Accounts.SelectMany(account => new[] { account.Queue(QueueNames.SmsOutbox), account.Queue(QueueNames.PoisonOf(QueueNames.SmsOutbox)) });
        var waiting = await Task.WhenAll(queues.Select(async queue => (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount));
        return waiting.Sum() + (await poison.ListAsync(QueueNames.SmsOutbox, cancellation)).Count;
    }

    private static async Task<Resealed> ResealAsync(
        string table, IAsyncEnumerable<TableEntity> found, Func<TableEntity, CancellationToken, Task<bool>> tryReseal, CancellationToken cancellation)
    {
        var (done, unreadable) = (0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(found, options, async (row, stop) =>
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
        });
        return new Resealed(table, done, unreadable);
    }
}
