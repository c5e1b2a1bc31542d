using System.Collections.Concurrent;
using Ghc.Domain;
using Ghc.Functions.Audit;
using Ghc.Platform.Json;

namespace Ghc.Functions.Senders;

/// <summary>
/// Registers laboratories and borders and answers who they are. Answers are kept in memory for a minute, so that taking in a message costs
/// no read for them; a suspension or a retired key is in force everywhere after that minute. Every change is audited before it is made.
/// </summary>
public sealed class SenderRegister(SendersTable table, AuditTable audit, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    /// <summary>Names in unsigned messages are free; they must not fill the memory.</summary>
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<(SenderKind, string), Kept> kept = new();

    /// <summary>As it is now, or was within the last minute.</summary>
    public async ValueTask<Sender?> FindAsync(SenderKind kind, string id, CancellationToken cancellation) =>
        kept.TryGetValue((kind, id), out var known) && clock.GetUtcNow() - known.ReadAt < MaxAge
            ? known.Sender
            : await ReadAsync(kind, id, cancellation);

    /// <summary>As it is now: nothing is refused for what may have changed within the last minute.</summary>
    public async Task<Sender?> ReadAsync(SenderKind kind, string id, CancellationToken cancellation)
    {
        var readAt = clock.GetUtcNow();
        var sender = await table.FindAsync(kind, id, cancellation);
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept[(kind, id)] = new Kept(sender, readAt);
        return sender;
    }

    public async Task<Outcome<Sender>> RegisterAsync(
        SenderKind kind,
        string id,
        string name,
        string actor,
        CancellationToken cancellation,
        string? nameEn = null
    )
    {
        var form = new Form();
        form.Require(Sender.IsId(id) && id != Sender.Service, "id", "message.laboratory");
        form.Require(IsName(name), "name", "laboratory.name");
        form.Require(nameEn is null || IsName(nameEn), "nameEn", "laboratory.name");
        if (form.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await table.FindAsync(kind, id, cancellation) is not null)
        {
            return new Refusal(SenderRefusals.Registered(kind));
        }

        var sender = new Sender(id, name, clock.GetUtcNow(), SuspendedAt: null, Keys: []) { NameEn = nameEn };
        await audit.AppendAsync(actor, $"{Words.Of(kind)}-registered", id, "", cancellation);
        return await table.AddAsync(kind, sender, cancellation) ? sender : new Refusal(SenderRefusals.Registered(kind));
    }

    /// <param name="keyId">Null for the key's own fingerprint.</param>
    /// <param name="readOnly">The key signs calls that read outcomes, and no messages.</param>
    public async Task<Outcome<Sender>> AddKeyAsync(
        SenderKind kind,
        string id,
        PublicKey key,
        string? keyId,
        bool readOnly,
        string actor,
        CancellationToken cancellation
    )
    {
        var name = keyId ?? key.Fingerprint;
        if (!IsKeyId(name))
        {
            return Refusal.Invalid("kid", "key.id");
        }

        return await ChangeAsync(
            kind,
            id,
            sender =>
                sender.Key(name) switch
                {
                    null => sender with
                    {
                        Keys =
                        [
                            .. sender.Keys,
                            new SenderKey(name, key.X, key.Y, clock.GetUtcNow(), RetiredAt: null) { ReadOnly = readOnly },
                        ],
                    },
                    { RetiredAt: null } same when same.X == key.X && same.Y == key.Y && same.ReadOnly == readOnly => sender,
                    _ => Refusal.Invalid("kid", "key.taken"),
                },
            new Act(actor, $"{Words.Of(kind)}-key-added", $"{name} {key.Fingerprint}"),
            cancellation
        );
    }

    public Task<Outcome<Sender>> RetireKeyAsync(SenderKind kind, string id, string keyId, string actor, CancellationToken cancellation) =>
        ChangeAsync(
            kind,
            id,
            sender =>
                sender.Key(keyId) is null
                    ? Refusal.Invalid("kid", "key.unknown")
                    : sender with
                    {
                        Keys =
                        [
                            .. sender.Keys.Select(key =>
                                key.Id == keyId ? key with { RetiredAt = key.RetiredAt ?? clock.GetUtcNow() } : key
                            ),
                        ],
                    },
            new Act(actor, $"{Words.Of(kind)}-key-retired", keyId),
            cancellation
        );

    public Task<Outcome<Sender>> SuspendAsync(SenderKind kind, string id, bool suspend, string actor, CancellationToken cancellation) =>
        ChangeAsync(
            kind,
            id,
            sender => sender with { SuspendedAt = suspend ? sender.SuspendedAt ?? clock.GetUtcNow() : null },
            new Act(actor, suspend ? $"{Words.Of(kind)}-suspended" : $"{Words.Of(kind)}-resumed", ""),
            cancellation
        );

    /// <summary>What would be refused is not audited; what is audited and then fails for a fault is done by trying again.</summary>
    private async Task<Outcome<Sender>> ChangeAsync(
        SenderKind kind,
        string id,
        Func<Sender, Outcome<Sender>> change,
        Act act,
        CancellationToken cancellation
    )
    {
        if (await table.FindAsync(kind, id, cancellation) is not { } sender)
        {
            return new Refusal(SenderRefusals.NotFound(kind));
        }

        if (change(sender).Refused(out var refusal, out _))
        {
            return refusal;
        }

        await audit.AppendAsync(act.Actor, act.Action, id, act.Details, cancellation);
        return await table.ChangeAsync(kind, id, change, cancellation);
    }

    private static bool IsName(string name) => name is { Length: > 0 and <= 120 } && !name.Any(char.IsControl);

    private static bool IsKeyId(string id) =>
        id.Length is > 0 and <= 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private sealed record Act(string Actor, string Action, string Details);

    private sealed record Kept(Sender? Sender, DateTimeOffset ReadAt);
}
