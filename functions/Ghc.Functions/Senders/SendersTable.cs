using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Senders;

/// <summary>Laboratories: who is registered, with public keys. One partition per kind, one row per sender: they are few, and are listed together.</summary>
public sealed class SendersTable(StorageClients clients, Sealer sealer)
{
    private readonly SealedRows rows = new(clients, sealer, TableNames.Laboratories);

    public async Task<Sender?> FindAsync(SenderKind kind, string id, CancellationToken cancellation) =>
        await rows.FindAsync(Words.Of(kind), id, cancellation) is { } row ? rows.Open(row, SendersJson.Types.Sender) : null;

    public async Task<IReadOnlyList<Sender>> ListAsync(SenderKind kind, CancellationToken cancellation) =>
        [.. (await rows.ListAsync(Words.Of(kind), cancellation)).Select(row => rows.Open(row, SendersJson.Types.Sender))];

    /// <summary>False if it is registered already.</summary>
    public Task<bool> AddAsync(SenderKind kind, Sender sender, CancellationToken cancellation) =>
        rows.TryAddAsync(rows.Seal(Words.Of(kind), sender.Id, sender, SendersJson.Types.Sender), cancellation);

    /// <summary>Read, change, write, again if somebody else was faster.</summary>
    public async Task<Outcome<Sender>> ChangeAsync(SenderKind kind, string id, Func<Sender, Outcome<Sender>> change, CancellationToken cancellation)
    {
        var result = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                if (await rows.FindAsync(Words.Of(kind), id, cancellation) is not { } row)
                {
                    return new Changed(new Refusal(SenderRefusals.NotFound(kind)));
                }

                var outcome = change(rows.Open(row, SendersJson.Types.Sender));
                return outcome.Refused(out _, out var changed)
                    || await rows.TryWriteAsync(rows.Seal(Words.Of(kind), id, changed, SendersJson.Types.Sender), row.ETag, cancellation)
                    ? new Changed(outcome)
                    : null;
            },
            cancellation);
        return result.Outcome;
    }

    private sealed record Changed(Outcome<Sender> Outcome);
}
