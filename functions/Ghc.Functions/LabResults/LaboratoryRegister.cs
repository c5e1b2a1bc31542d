using System.Collections.Concurrent;
using Ghc.Domain;
using Ghc.Functions.Audit;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Registers laboratories and answers who they are. Answers are kept in memory for a minute, so that taking in a result costs no read for them; a suspension or a
/// retired key is in force everywhere after that minute. Every change is audited before it is made.
/// </summary>
public sealed class LaboratoryRegister(LaboratoriesTable table, AuditTable audit, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    /// <summary>Names in unsigned messages are free; they must not fill the memory.</summary>
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    /// <summary>As it is now, or was within the last minute.</summary>
    public async ValueTask<Laboratory?> FindAsync(string id, CancellationToken cancellation) =>
        kept.TryGetValue(id, out var known) && clock.GetUtcNow() - known.ReadAt < MaxAge ? known.Laboratory : await ReadAsync(id, cancellation);

    /// <summary>As it is now: nothing is refused for what may have changed within the last minute.</summary>
    public async Task<Laboratory?> ReadAsync(string id, CancellationToken cancellation)
    {
        var readAt = clock.GetUtcNow();
        var laboratory = await table.FindAsync(id, cancellation);
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept[id] = new Kept(laboratory, readAt);
        return laboratory;
    }

    public async Task<Outcome<Laboratory>> RegisterAsync(string id, string name, string actor, CancellationToken cancellation)
    {
        var form = new Form();
        form.Require(LabMessages.IsLaboratory(id) && id != ServiceSignature.Laboratory, "id", "message.laboratory");
        form.Require(name is { Length: > 0 and <= 120 } && !name.Any(char.IsControl), "name", "laboratory.name");
        if (form.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await table.FindAsync(id, cancellation) is not null)
        {
            return new Refusal(RefusalCodes.LaboratoryRegistered);
        }

        var laboratory = new Laboratory(id, name, clock.GetUtcNow(), SuspendedAt: null, Keys: []);
        await audit.AppendAsync(actor, "laboratory-registered", id, "", cancellation);
        return await table.AddAsync(laboratory, cancellation) ? laboratory : new Refusal(RefusalCodes.LaboratoryRegistered);
    }

    /// <param name="keyId">Null for the key's own fingerprint.</param>
    public async Task<Outcome<Laboratory>> AddKeyAsync(string id, PublicKey key, string? keyId, string actor, CancellationToken cancellation)
    {
        var name = keyId ?? key.Fingerprint;
        if (!IsKeyId(name))
        {
            return Refusal.Invalid("kid", "key.id");
        }

        return await ChangeAsync(
            id,
            laboratory => laboratory.Key(name) switch
            {
                null => laboratory with { Keys = [.. laboratory.Keys, new LaboratoryKey(name, key.X, key.Y, clock.GetUtcNow(), RetiredAt: null)] },
                { RetiredAt: null } same when same.X == key.X && same.Y == key.Y => laboratory,
                _ => Refusal.Invalid("kid", "key.taken"),
            },
            new Act(actor, "laboratory-key-added", $"{name} {key.Fingerprint}"),
            cancellation);
    }

    public Task<Outcome<Laboratory>> RetireKeyAsync(string id, string keyId, string actor, CancellationToken cancellation) => ChangeAsync(
        id,
        laboratory => laboratory.Key(keyId) is null
            ? Refusal.Invalid("kid", "key.unknown")
            : laboratory with { Keys = [.. laboratory.Keys.Select(key => key.Id == keyId ? key with { RetiredAt = key.RetiredAt ?? clock.GetUtcNow() } : key)] },
        new Act(actor, "laboratory-key-retired", keyId),
        cancellation);

    public Task<Outcome<Laboratory>> SuspendAsync(string id, bool suspend, string actor, CancellationToken cancellation) => ChangeAsync(
        id,
        laboratory => laboratory with { SuspendedAt = suspend ? laboratory.SuspendedAt ?? clock.GetUtcNow() : null },
        new Act(actor, suspend ? "laboratory-suspended" : "laboratory-resumed", ""),
        cancellation);

    /// <summary>What would be refused is not audited; what is audited and then fails for a fault is done by trying again.</summary>
    private async Task<Outcome<Laboratory>> ChangeAsync(string id, Func<Laboratory, Outcome<Laboratory>> change, Act act, CancellationToken cancellation)
    {
        if (await table.FindAsync(id, cancellation) is not { } laboratory)
        {
            return new Refusal(RefusalCodes.LaboratoryNotFound);
        }

        if (change(laboratory).Refused(out var refusal, out _))
        {
            return refusal;
        }

        await audit.AppendAsync(act.Actor, act.Action, id, act.Details, cancellation);
        return await table.ChangeAsync(id, change, cancellation);
    }

    private static bool IsKeyId(string id) => id.Length is > 0 and <= 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private sealed record Act(string Actor, string Action, string Details);

    private sealed record Kept(Laboratory? Laboratory, DateTimeOffset ReadAt);
}
