using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Senders;

/// <summary>
/// Laboratories: who is registered, with public keys. One partition per kind, one row per sender: they are few, and are listed together.
/// </summary>
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

    public Task<Outcome<Sender>> ChangeAsync(
        SenderKind kind,
        string id,
        Func<Sender, Outcome<Sender>> change,
        CancellationToken cancellation
    ) =>
        rows.UpdateAsync<Sender, Sender>(
            Words.Of(kind),
            id,
            SendersJson.Types.Sender,
            sender =>
                sender is null ? new Refusal(SenderRefusals.NotFound(kind))
                : change(sender).Refused(out var refusal, out var changed) ? refusal
                : Decision.Write(changed, changed),
            cancellation
        );
}
