using System.Runtime.CompilerServices;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Keys;

/// <summary>
/// Seals anew what a former key sealed, so that the key can be retired. What is done is no longer found, so a second run goes on where the
/// first ended, and several at once do no harm; a page is in memory. Code that seals anything outside <see cref="SealedRows"/> must be
/// added here. What others write meanwhile carries the key that is current for them.
/// </summary>
public sealed class Resealer(StorageClients clients, Sealer sealer, PoisonTable poison)
{
    private static readonly IEnumerable<string> SealedTables = TableNames.All.Where(name => name != TableNames.Poison);

    /// <summary>Table by table, so that progress can be told.</summary>
    public async IAsyncEnumerable<Resealed> ResealAsync(string keyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var name in SealedTables)
        {
            yield return await new SealedRows(clients, sealer, name).ResealAsync(keyId, cancellation);
        }

        yield return await poison.ResealAsync(keyId, cancellation);
    }

    /// <summary>How many rows of each table a key still seals; none is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string keyId, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in SealedTables)
        {
            counts[name] = await new SealedRows(clients, sealer, name).CountSealedByAsync(keyId, cancellation);
        }

        counts[TableNames.Poison] = await poison.CountSealedByAsync(keyId, cancellation);
        return counts;
    }

    /// <summary>Texts on their way are sealed too, by a key that cannot be told from outside: sent, or dead-lettered.</summary>
    public async Task<int> WaitingTextsAsync(CancellationToken cancellation)
    {
        var queues = clients.Accounts.SelectMany(account =>
            new[] { account.Queue(QueueNames.SmsOutbox), account.Queue(QueueNames.PoisonOf(QueueNames.SmsOutbox)) }
        );
        var waiting = await Task.WhenAll(
            queues.Select(async queue => (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount)
        );
        return waiting.Sum() + (await poison.ListAsync(QueueNames.SmsOutbox, cancellation)).Count;
    }
}
