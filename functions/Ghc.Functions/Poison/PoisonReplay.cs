using System.Text;
using Azure.Storage.Queues.Models;
using Ghc.Domain;
using Ghc.Functions.Audit;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Poison;

/// <summary>
/// Keeps, shows, replays and discards messages that were dead-lettered. A reader first takes a few messages that the timer has not yet
/// taken out of the queues, so that what just came is seen. Each act of staff is audited before it is done.
/// </summary>
public sealed class PoisonReplay(
    PoisonTable table,
    StorageClients clients,
    QueueSender sender,
    AuditTable audit,
    ServiceSignature signature,
    TimeProvider clock
)
{
    private const int BatchSize = 32;

    /// <summary>Long enough to write a batch of rows; then another run may take the messages, which does no harm.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Why a message may be given up; words of one's own could name people.</summary>
    public static readonly IReadOnlyList<string> DiscardReasons = ["sent-again", "duplicate", "test", "not-ours", "beyond-repair"];

    /// <summary>
    /// Moves what waits in the poison queues into the table: the row first, so that a message is in two places rather than in none. A
    /// message that the host gave up is tried once more instead, because what failed it may have passed.
    /// </summary>
    /// <param name="most">How many at most, so that nobody waits for thousands.</param>
    /// <returns>How many were moved.</returns>
    public async Task<int> KeepAsync(int most, CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var name in QueueNames.All)
        {
            var queue = clients.RawQueue(QueueNames.PoisonOf(name));
            while (
                moved < most
                && (await queue.ReceiveMessagesAsync(Math.Min(BatchSize, most - moved), Lease, cancellation)).Value
                    is { Length: > 0 } messages
            )
            {
                foreach (var message in messages)
                {
                    await KeepAsync(name, message, cancellation);
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
                    moved++;
                }
            }
        }

        return moved;
    }

    private async Task KeepAsync(string queue, QueueMessage message, CancellationToken cancellation)
    {
        var copy = CopyOf(message);
        if (copy.Reason == PoisonEntry.HandlerFailed && await table.TryBeginSecondTryAsync(queue, copy, cancellation))
        {
            await clients.RawQueue(queue).SendMessageAsync(message.Body, timeToLive: QueueSender.Forever, cancellationToken: cancellation);
            return;
        }

        await table.KeepAsync(queue, copy, cancellation);
    }

    /// <summary>By queue, oldest first; all queues if <paramref name="queue"/> is null.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PoisonEntry>>> ListAsync(string? queue, CancellationToken cancellation)
    {
        await KeepAsync(BatchSize, cancellation);
        var lists = QueueNames
            .All.Where(name => queue is null || name == queue)
            .Select(async name => (name, entries: await table.ListAsync(name, cancellation)));
        return (await Task.WhenAll(lists)).ToDictionary(list => list.name, list => list.entries);
    }

    /// <summary>How many the timer has not taken out of the poison queue yet.</summary>
    public async Task<int> CountQueuedAsync(string queue, CancellationToken cancellation) =>
        (await clients.Queue(QueueNames.PoisonOf(queue)).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;

    public async Task<Outcome<PoisonMessage>> ShowAsync(string id, string actor, CancellationToken cancellation)
    {
        if ((await FindAsync(id, cancellation)).Refused(out var refusal, out var message))
        {
            return refusal;
        }

        await audit.AppendAsync(actor, "poison-read", message.Entry.Id, message.Entry.Code, cancellation);
        return message;
    }

    /// <summary>
    /// Sends the message to its queue again. If the process dies in between, the message waits still, and a second replay does no harm:
    /// every handler is idempotent.
    /// </summary>
    /// <param name="mended">What to send instead.</param>
    public async Task<Outcome<PoisonMessage>> ReplayAsync(string id, string? mended, string actor, CancellationToken cancellation)
    {
        if (mended is not null && Check(mended).Refused(out var refusal, out _))
        {
            return refusal;
        }

        if (
            (await FindAsync(id, cancellation)).Refused(out refusal, out var message)
            || (mended is not null && (await AgreeAsync(message, mended, actor, cancellation)).Refused(out refusal, out _))
        )
        {
            return refusal;
        }

        var body = mended is null ? message.Body : Encoding.UTF8.GetBytes(Vouch(message.Entry.Queue, mended));
        var details = mended is null ? message.Entry.Code : $"{message.Entry.Code} mended {PoisonTable.KeyOf(mended)}";
        await audit.AppendAsync(actor, "poison-replayed", message.Entry.Id, details, cancellation, attachment: mended);
        await sender.PassOnAsync(message.Entry.Queue, body, cancellation);
        await table.TryDeleteAsync(message, cancellation);
        return message;
    }

    /// <summary>
    /// True if the mended text may be sent: it keeps what could be read, and two people want the same where it says what could not.
    /// Somebody who has the keys of the storage acts alone: no rule of the service binds them.
    /// </summary>
    private async Task<Outcome<bool>> AgreeAsync(PoisonMessage message, string mended, string actor, CancellationToken cancellation)
    {
        if (
            MendedMessage
                .Check(message.Entry.Queue, message.Text, mended, clock.GetUtcNow())
                .Refused(out var refusal, out var needsApproval)
        )
        {
            return refusal;
        }

        var key = PoisonTable.KeyOf(mended);
        if (!needsApproval || actor == AuditTable.Operator || (message.MendedKey == key && message.MendedBy != actor))
        {
            return true;
        }

        await audit.AppendAsync(
            actor,
            "poison-mended",
            message.Entry.Id,
            $"{message.Entry.Code} mended {key}",
            cancellation,
            attachment: mended
        );
        await table.TryProposeAsync(message, key, actor, cancellation);
        return new Refusal(RefusalCodes.NeedsApproval);
    }

    public async Task<Outcome<PoisonMessage>> DiscardAsync(string id, string reason, string actor, CancellationToken cancellation)
    {
        if (!DiscardReasons.Contains(reason))
        {
            return Refusal.NotOneOf("reason", DiscardReasons);
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
        if (
            dot < 0
            || !QueueNames.All.Contains(id[..dot])
            || id[(dot + 1)..] is not { Length: 32 } digits
            || !digits.All(char.IsAsciiHexDigitLower)
        )
        {
            return new Refusal(RefusalCodes.PoisonNotFound);
        }

        var (queue, key) = (id[..dot], id[(dot + 1)..]);
        var found = await table.FindAsync(queue, key, cancellation);
        if (found is null && await KeepAsync(BatchSize, cancellation) > 0)
        {
            found = await table.FindAsync(queue, key, cancellation);
        }

        return found is not null ? found : new Refusal(RefusalCodes.PoisonNotFound);
    }

    /// <summary>An operator stands for what they mended: the signature of a laboratory that signs would no longer hold.</summary>
    private string Vouch(string queue, string mended) =>
        queue == QueueNames.LabResults && !CompactJws.IsMeant(mended) ? signature.Sign(mended) : mended;

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
        var content = QueueText.Of(message.Body.ToString());
        return new PoisonCopy(
            message.MessageId,
            content.Body,
            content.Text is null ? PoisonEntry.NotUtf8 : PoisonEntry.HandlerFailed,
            message.InsertedOn ?? default
        );
    }
}
