using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Audit;

/// <summary>
/// Audit: an append-only record of what staff did, in hash chains. Every actor has one of <see cref="Chains"/> partitions, so that many
/// officers do not wait for one row, and what one person did stands in one order. The head of a chain is logged with every entry: whoever
/// puts older rows back is found out by the log (docs/adr/0020).
/// </summary>
public sealed partial class AuditTable(
    StorageClients clients,
    Sealer sealer,
    Pseudonyms pseudonyms,
    TimeProvider clock,
    ILogger<AuditTable> logger
)
{
    public const int Chains = 64;

    /// <summary>Whom an entry names when somebody with the keys did it on the command line.</summary>
    public const string Operator = "operator";

    /// <summary>Sorts before every entry.</summary>
    private const string HeadRow = "!head";

    /// <summary>Sorts after every entry: acts that are recorded once.</summary>
    private const string OncePrefix = "once|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Audit);
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Chains).Select(_ => new SemaphoreSlim(1))];

    public Task<AuditEntry> AppendAsync(
        string actor,
        string action,
        string subject,
        string details,
        CancellationToken cancellation,
        string? attachment = null
    ) =>
        AppendAsync(
            new AuditEntry(0, clock.GetUtcNow(), actor, action, subject, details, "") { Attachment = attachment },
            once: null,
            cancellation
        );

    /// <summary>
    /// The same act of the same actor on the same subject is one entry, however often it is recorded: every run that carries an act out
    /// makes sure that it stands here.
    /// </summary>
    public Task AppendOnceAsync(string actor, string action, string subject, string details, CancellationToken cancellation) =>
        AppendAsync(new AuditEntry(0, clock.GetUtcNow(), actor, action, subject, details, ""), $"{action}|{subject}", cancellation);

    /// <summary>What fits, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellation, AuditFilter? filter = null)
    {
        var wanted = filter ?? new AuditFilter();
        var chains = wanted.Actor is { } actor ? [ChainOf(actor)] : AllChains;
        var lists = await Task.WhenAll(chains.Select(chain => rows.ListAsync(chain, cancellation)));
        return
        [
            .. lists
                .SelectMany(list => list)
                .Where(IsEntry)
                .Select(row => rows.Open(row, AuditJson.Types.AuditEntry))
                .Where(wanted.Fits)
                .OrderBy(entry => entry.At)
                .ThenBy(entry => entry.Sequence),
        ];
    }

    /// <summary>
    /// The first entry that does not follow from the one before, or does not agree with an anchor; null if all chains hold.
    /// </summary>
    public async Task<AuditBreak?> FindBreakAsync(CancellationToken cancellation, IReadOnlyList<AuditAnchor>? anchors = null)
    {
        foreach (var chain in AllChains)
        {
            var known = (anchors ?? [])
                .Where(anchor => anchor.Chain == chain)
                .GroupBy(anchor => anchor.Sequence)
                .ToDictionary(group => group.Key, group => group.First().Hash);
            if (await FindBreakAsync(chain, known, cancellation) is { } broken)
            {
                return new AuditBreak(chain, broken);
            }
        }

        return null;
    }

    /// <summary>The last entry of each chain that has one, in the order of the chains.</summary>
    public async Task<IReadOnlyList<AuditAnchor>> HeadsAsync(CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(
            AllChains.Select(async chain =>
                (Chain: chain, Head: (await rows.ReadAsync(chain, HeadRow, AuditJson.Types.AuditEntry, cancellation)).Value)
            )
        );
        return
        [
            .. heads.Where(each => each.Head is not null).Select(each => new AuditAnchor(each.Chain, each.Head!.Sequence, each.Head.Hash)),
        ];
    }

    private static IReadOnlyList<string> AllChains => [.. Enumerable.Range(0, Chains).Select(NameOf)];

    private static int IndexOf(string actor) => SHA256.HashData(Encoding.UTF8.GetBytes(actor))[0] % Chains;

    private static string ChainOf(string actor) => NameOf(IndexOf(actor));

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"log-{index:D2}");

    private static bool IsEntry(TableEntity row) => char.IsAsciiDigit(row.RowKey[0]);

    private async Task<AuditEntry> AppendAsync(AuditEntry act, string? once, CancellationToken cancellation)
    {
        // Within one instance nobody collides; instances that do try again.
        var turn = turns[IndexOf(act.Actor)];
        await turn.WaitAsync(cancellation);
        try
        {
            return (
                await OptimisticConcurrency.UpdateAsync<ChainEnd, AuditEntry, AuditEntry>(
                    () => ReadEndAsync(ChainOf(act.Actor), once, cancellation),
                    end => end.IsRecorded ? act : Next(end, act),
                    (end, entry) => TryAppendAsync(end, entry, once, cancellation),
                    cancellation
                )
            ).Value;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ChainEnd> ReadEndAsync(string chain, string? once, CancellationToken cancellation) =>
        once is not null && await rows.FindAsync(chain, OncePrefix + once, cancellation) is not null
            ? new ChainEnd(chain, Versioned<AuditEntry>.Absent, IsRecorded: true)
            : new ChainEnd(chain, await rows.ReadAsync(chain, HeadRow, AuditJson.Types.AuditEntry, cancellation), IsRecorded: false);

    private Decision<AuditEntry, AuditEntry> Next(ChainEnd end, AuditEntry act)
    {
        var entry = Chain(end.Head.Value, act with { Sequence = (end.Head.Value?.Sequence ?? 0) + 1 });
        return new(entry, entry);
    }

    /// <summary>The new entry and the new head go in by one transaction, so that two appends never share a place in the chain.</summary>
    private async Task<bool> TryAppendAsync(ChainEnd end, AuditEntry entry, string? once, CancellationToken cancellation)
    {
        var chain = end.Name;
        var newHead = rows.Seal(chain, HeadRow, entry with { Attachment = null }, AuditJson.Types.AuditEntry);
        List<TableTransactionAction> actions =
        [
            end.Head.ReadAs is { } readAs
                ? new(TableTransactionActionType.UpdateReplace, newHead, readAs)
                : new(TableTransactionActionType.Add, newHead),
            new(TableTransactionActionType.Add, rows.Seal(chain, KeyOf(entry), entry, AuditJson.Types.AuditEntry)),
        ];
        if (once is not null)
        {
            actions.Add(new(TableTransactionActionType.Add, new TableEntity(chain, OncePrefix + once)));
        }

        if (!await rows.TryCommitAsync(actions, cancellation))
        {
            return false;
        }

        LogAnchor(chain, entry.Sequence, entry.Hash);
        return true;
    }

    private async Task<AuditEntry?> FindBreakAsync(string chain, Dictionary<long, string> anchors, CancellationToken cancellation)
    {
        AuditEntry? previous = null;
        AuditEntry? head = null;
        foreach (var row in await rows.ListAsync(chain, cancellation))
        {
            if (row.RowKey.StartsWith(OncePrefix, StringComparison.Ordinal))
            {
                continue;
            }

            var entry = OpenAnyway(row);
            if (row.RowKey == HeadRow)
            {
                head = entry;
                continue;
            }

            if (
                entry.Sequence != (previous?.Sequence ?? 0) + 1
                || entry != Chain(previous, entry)
                || (anchors.Remove(entry.Sequence, out var hash) && hash != entry.Hash)
            )
            {
                return entry;
            }

            previous = entry with { Attachment = null };
        }

        // The last entries may be gone, or the head; or all of it was put back to an earlier day, and only the log knows better.
        return head != previous ? head ?? previous
            : anchors.Count > 0 ? new AuditEntry(anchors.Keys.Min(), default, "", "missing", "", "", anchors[anchors.Keys.Min()])
            : null;
    }

    /// <summary>A row that does not open was changed: an entry that fits nowhere, at the place that its key names.</summary>
    private AuditEntry OpenAnyway(TableEntity row)
    {
        try
        {
            return rows.Open(row, AuditJson.Types.AuditEntry);
        }
        catch (Exception changed) when (changed is CryptographicException or ArgumentException or JsonException)
        {
            _ = long.TryParse(row.RowKey, CultureInfo.InvariantCulture, out var sequence);
            return new AuditEntry(sequence, row.Timestamp ?? default, "", "unreadable", "", "", "");
        }
    }

    private AuditEntry Chain(AuditEntry? previous, AuditEntry entry)
    {
        var text = string.Join(
            '\n',
            previous?.Hash ?? "",
            entry.Sequence,
            entry.At.ToUnixTimeMilliseconds(),
            entry.Actor,
            entry.Action,
            entry.Subject,
            entry.Details,
            entry.Attachment ?? ""
        );
        return entry with { Hash = Convert.ToHexStringLower(pseudonyms.Mac("audit", text)) };
    }

    private static string KeyOf(AuditEntry entry) => entry.Sequence.ToString("D19", CultureInfo.InvariantCulture);

    /// <param name="IsRecorded">An act that is recorded once is there already.</param>
    private sealed record ChainEnd(string Name, Versioned<AuditEntry> Head, bool IsRecorded);

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit entry. Chain: {Chain}, sequence: {Sequence}, hash: {Hash}")]
    private partial void LogAnchor(string chain, long sequence, string hash);
}
