using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Http;
using Ghc.Functions.Security;

namespace Ghc.Functions.Storage;

/// <summary>
/// Holders: a partition a document. Facts are only ever added, each under a key made of its identity and content, so that the same message twice is one
/// row and every order of messages ends in the same rows.
/// </summary>
public sealed partial class HoldersTable(StorageClients clients, Sealer sealer)
{
    private const string StatusRow = "status";
    private const string CrossingPrefix = "crossing|";
    private const string ResultPrefix = "result|";
    private const string MeasurePrefix = "measure|";
    private const string MovedPrefix = "moved|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Holders);

    /// <summary>One query: status and all facts.</summary>
    public async Task<Holder> LoadAsync(string key, CancellationToken cancellation) => Open(key, await rows.ListAsync(key, cancellation));

    /// <summary>Every holder whose key starts with <paramref name="prefix"/> and comes after <paramref name="after"/>, in order, one at a time.</summary>
    public async IAsyncEnumerable<Holder> ReadRangeAsync(string prefix, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = new List<TableEntity>();

        // No key equals its prefix, and 'g' comes after every hexadecimal digit.
        await foreach (var row in rows.ScanAsync(after.Length > 0 ? after : prefix, prefix + "g", cancellation))
        {
            if (partition.Count > 0 && partition[0].PartitionKey != row.PartitionKey)
            {
                yield return Open(partition[0].PartitionKey, partition);
                partition.Clear();
            }

            partition.Add(row);
        }

        if (partition.Count > 0)
        {
            yield return Open(partition[0].PartitionKey, partition);
        }
    }

    private Holder Open(string key, IReadOnlyList<TableEntity> partition)
    {
        HolderStatus? status = null;
        TableEntity? statusRow = null;
        Document? document = null;
        var facts = new List<Fact>();
        foreach (var row in partition)
        {
            if (row.RowKey == StatusRow)
            {
                statusRow = row;
                status = rows.Open(row, GhcJson.Default.HolderStatus);
                continue;
            }

            var (reportedFor, fact) = OpenFact(row);
            document ??= reportedFor;
            facts.Add(fact);
        }

        return new Holder(key, status, statusRow?.ETag, status?.Document ?? document, facts);
    }

    /// <summary>One read: all that a scan or the owner's code needs.</summary>
    public async Task<HolderStatus?> ReadStatusAsync(string key, CancellationToken cancellation) =>
        await rows.FindAsync(key, StatusRow, cancellation) is { } row ? rows.Open(row, GhcJson.Default.HolderStatus) : null;

    /// <summary>The status as <paramref name="change"/> makes it; the very same one means no write. Nothing happens unless the phone's account owns the holder.</summary>
    public async Task<Outcome<HolderStatus>> DecideOwnedAsync(
        string key, string phoneKey, Func<HolderStatus, HolderOwner, Outcome<HolderStatus>> change, CancellationToken cancellation) =>
        (await Contention.RetryAsync(
            async () =>
            {
                var row = await rows.FindAsync(key, StatusRow, cancellation);
                if (row is null || rows.Open(row, GhcJson.Default.HolderStatus) is not { Owner: { } owner } status || owner.PhoneKey != phoneKey)
                {
                    return new Changed(new Refusal("holder-not-found"));
                }

                return change(status, owner).Refused(out var refusal, out var changed) ? new Changed(refusal)
                    : ReferenceEquals(changed, status) || await TryWriteStatusAsync(key, changed, row.ETag, cancellation) ? new Changed(changed)
                    : null;
            },
            cancellation)).Outcome;

    /// <summary>One write; false if this very fact was there already.</summary>
    public Task<bool> AddAsync(string key, Document document, Crossing crossing, CancellationToken cancellation)
    {
        var time = crossing.CrossedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var row = $"{CrossingPrefix}{time}|{crossing.Direction}|{Fingerprint($"{crossing.Port}|{crossing.Name.Text}")}";
        return rows.TryAddAsync(rows.Seal(key, row, new StoredFact<Crossing>(document, crossing), GhcJson.Default.StoredFactCrossing), cancellation);
    }

    /// <summary>One write; false if this very fact was there already.</summary>
    public Task<bool> AddAsync(string key, Document document, LabResult result, CancellationToken cancellation)
    {
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"{ResultPrefix}{result.Laboratory}|{KeyText(result.Accession)}|{result.Revision:D4}|{Fingerprint(JsonSerializer.Serialize(result, GhcJson.Default.LabResult))}");
        return rows.TryAddAsync(rows.Seal(key, row, new StoredFact<LabResult>(document, result), GhcJson.Default.StoredFactLabResult), cancellation);
    }

    /// <summary>One write; false if it was there already.</summary>
    public Task<bool> AddAsync(string key, ResultMoved moved, CancellationToken cancellation)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{MovedPrefix}{moved.Laboratory}|{KeyText(moved.Accession)}|{moved.Revision:D4}|{moved.To}");
        return rows.TryAddAsync(rows.Seal(key, row, moved, GhcJson.Default.ResultMoved), cancellation);
    }

    /// <summary>One write; false if it was put on, or lifted, before. Lifting is a row of its own.</summary>
    public Task<bool> AddAsync(string key, Document document, Measure measure, CancellationToken cancellation)
    {
        var row = measure.LiftedAt is null ? $"{MeasurePrefix}{measure.Id}" : $"{MeasurePrefix}{measure.Id}|lifted";
        return rows.TryAddAsync(rows.Seal(key, row, new StoredFact<Measure>(document, measure), GhcJson.Default.StoredFactMeasure), cancellation);
    }

    /// <summary>False if the row is no longer as <paramref name="readAs"/> says.</summary>
    public Task<bool> TryWriteStatusAsync(string key, HolderStatus status, Azure.ETag? readAs, CancellationToken cancellation) =>
        rows.TryWriteAsync(rows.Seal(key, StatusRow, status, GhcJson.Default.HolderStatus), readAs, cancellation);

    /// <summary>Ends older sessions in the status of the account's own holder, which answers for them when the owner shows the code.</summary>
    public async Task CutSessionsAsync(Account account, SessionCut cut, CancellationToken cancellation)
    {
        if (account.Data?.HolderId is { } key)
        {
            await ChangeOwnedAsync(key, account.Key, status => status with { Owner = status.Owner! with { Sessions = cut } }, cancellation);
        }
    }

    /// <summary>The holder is nobody's any more, and its name is forgotten; what is known of the document stays.</summary>
    public Task<bool> ReleaseAsync(string key, string phoneKey, CancellationToken cancellation) =>
        ChangeOwnedAsync(key, phoneKey, status => status with { Name = null, Owner = null }, cancellation);

    /// <summary>Changes the status if the holder is this account's; false if it is not.</summary>
    public async Task<bool> ChangeOwnedAsync(string key, string phoneKey, Func<HolderStatus, HolderStatus> change, CancellationToken cancellation)
    {
        const string changed = "changed";
        return await Contention.RetryAsync(
            async () =>
            {
                var row = await rows.FindAsync(key, StatusRow, cancellation);
                if (row is null || rows.Open(row, GhcJson.Default.HolderStatus) is not { } status || status.Owner?.PhoneKey != phoneKey)
                {
                    return "kept";
                }

                return await TryWriteStatusAsync(key, change(status), row.ETag, cancellation) ? changed : null;
            },
            cancellation) == changed;
    }

    /// <summary>Where a result moved from is known by key alone: the document stands in the result itself.</summary>
    private (Document? Document, Fact Fact) OpenFact(TableEntity row)
    {
        if (row.RowKey.StartsWith(MovedPrefix, StringComparison.Ordinal))
        {
            return (null, rows.Open(row, GhcJson.Default.ResultMoved));
        }

        if (row.RowKey.StartsWith(CrossingPrefix, StringComparison.Ordinal))
        {
            var crossing = rows.Open(row, GhcJson.Default.StoredFactCrossing);
            return (crossing.Document, crossing.Fact);
        }

        if (row.RowKey.StartsWith(ResultPrefix, StringComparison.Ordinal))
        {
            var result = rows.Open(row, GhcJson.Default.StoredFactLabResult);
            return (result.Document, result.Fact);
        }

        if (row.RowKey.StartsWith(MeasurePrefix, StringComparison.Ordinal))
        {
            var measure = rows.Open(row, GhcJson.Default.StoredFactMeasure);
            return (measure.Document, measure.Fact);
        }

        throw new InvalidOperationException($"Row '{row.RowKey}' is of no known kind.");
    }

    private sealed record Changed(Outcome<HolderStatus> Outcome);

    /// <summary>Tables refuse / \ # ? and control characters in keys; everything but letters and digits is written as =XX.</summary>
    internal static string KeyText(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) || b == '-' ? $"{(char)b}" : $"={b:X2}"));

    private static string Fingerprint(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 6));
}
