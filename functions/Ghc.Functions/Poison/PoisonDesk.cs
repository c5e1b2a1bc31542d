using System.Text;
using System.Text.Unicode;
using Azure.Storage.Queues.Models;
using Ghc.Domain;
using Ghc.Functions.Audit;
using Ghc.Functions.LabResults;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Poison;

/// <summary>
/// Keeps, shows, replays and discards messages that were put aside. Whoever looks first takes out of the queues what the timer has not yet taken, so that there is
/// one place to look at. Each act of staff is audited before it is done.
/// </summary>
public sealed class PoisonDesk(PoisonTable table, StorageClients clients, AuditTable audit, ServiceSignature signature)
{
    private const int BatchSize = 32;

    /// <summary>Long enough to write a batch of rows; then another run may take the messages, which does no harm.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Why a message may be given up; words of one's own could name people.</summary>
    public static readonly IReadOnlyList<string> DiscardReasons = ["sent-again", "duplicate", "test", "not-ours", "beyond-repair"];

    /// <summary>Moves what waits in the poison queues into the table: the row first, so that a message is in two places rather than in none.</summary>
    /// <returns>How many were moved.</returns>
    public async Task<int> KeepAsync(CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var name in QueueNames.All)
        {
            var queue = clients.RawQueue(QueueNames.PoisonOf(name));
            while ((await queue.ReceiveMessagesAsync(BatchSize, Lease, cancellation)).Value is { Length: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    await table.KeepAsync(name, CopyOf(message), cancellation);
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
                    moved++;
                }
            }
        }

        return moved;
    }

    /// <summary>By queue, oldest first; all queues if <paramref name="queue"/> is null.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PoisonEntry>>> ListAsync(string? queue, CancellationToken cancellation)
    {
        await KeepAsync(cancellation);
        var lists = QueueNames.All.Where(name => queue is null || name == queue).Select(async name => (name, entries: await table.ListAsync(name, cancellation)));
        return (await Task.WhenAll(lists)).ToDictionary(list => list.name, list => list.entries);
    }

    public async Task<Outcome<PoisonMessage>> ShowAsync(string id, string actor, CancellationToken cancellation)
    {
        if ((await FindAsync(id, cancellation)).Refused(out var refusal, out var message))
        {
            return refusal;
        }

        await audit.AppendAsync(actor, "poison-read", message.Entry.Id, message.Entry.Code, cancellation);
        return message;
    }

    /// <summary>Sends the message to its queue again. If the process dies in between, the message waits still, and a second replay does no harm: every handler is idempotent.</summary>
    /// <param name="mended">What to send instead.</param>
    public async Task<Outcome<PoisonMessage>> ReplayAsync(string id, string? mended, string actor, CancellationToken cancellation)
    {
        if (mended is not null && Check(mended).Refused(out var refusal, out _))
        {
            return refusal;
        }

        if ((await FindAsync(id, cancellation)).Refused(out refusal, out var message))
        {
            return refusal;
        }

        var body = mended is null ? message.Body : Encoding.UTF8.GetBytes(Vouch(message.Entry.Queue, mended));
        var details = mended is null ? message.Entry.Code : $"{message.Entry.Code} mended {PoisonTable.KeyOf(mended)}";
        await audit.AppendAsync(actor, "poison-replayed", message.Entry.Id, details, cancellation);
        await clients.Queue(message.Entry.Queue).SendMessageAsync(new BinaryData(body), timeToLive: Forever, cancellationToken: cancellation);
        await table.TryDeleteAsync(message, cancellation);
        return message;
    }

    public async Task<Outcome<PoisonMessage>> DiscardAsync(string id, string reason, string actor, CancellationToken cancellation)
    {
        if (!DiscardReasons.Contains(reason))
        {
            return Refusal.Invalid("reason", "field.choice");
        }

        if ((await FindAsync(id, cancellation)).Refused(out var refusal, out var message))
        {
            return refusal;
        }

        await audit.AppendAsync(actor, "poison-discarded", message.Entry.Id, $"{message.Entry.Code} {reason}", cancellation);
        await table.TryDeleteAsync(message, cancellation);
        return message;
    }

    private async Task<Outcome<PoisonMessage>> FindAsync(string id, CancellationToken cancellation)
    {
        var dot = id.LastIndexOf('.');
        if (dot < 0 || !QueueNames.All.Contains(id[..dot]) || id[(dot + 1)..] is not { Length: 32 } key || !key.All(char.IsAsciiHexDigitLower))
        {
            return new Refusal(RefusalCodes.PoisonNotFound);
        }

        await KeepAsync(cancellation);
        return await table.FindAsync(id[..dot], key, cancellation) is { } message ? message : new Refusal(RefusalCodes.PoisonNotFound);
    }

    /// <summary>An operator stands for what they mended: the signature of a laboratory that signs would no longer hold.</summary>
    private string Vouch(string queue, string mended) => queue == QueueNames.LabResults && !CompactJws.IsMeant(mended) ? signature.Sign(mended) : mended;

    private static Outcome<string> Check(string mended)
    {
        if (CompactJws.IsMeant(mended))
        {
            return mended;
        }

        return MessageJson.ReadObject(mended).Refused(out var refusal, out _) ? refusal.Below("message") : mended;
    }

    private static PoisonCopy CopyOf(QueueMessage message)
    {
        var raw = message.Body.ToString();
        var bytes = new byte[raw.Length];
        var (body, reason) = !Convert.TryFromBase64String(raw, bytes, out var count) ? (message.Body.ToArray(), PoisonEntry.NotBase64)
            : (bytes[..count], Utf8.IsValid(bytes.AsSpan(0, count)) ? PoisonEntry.HandlerFailed : PoisonEntry.NotUtf8);
        return new PoisonCopy(message.MessageId, body, reason, message.InsertedOn ?? default);
    }
}
