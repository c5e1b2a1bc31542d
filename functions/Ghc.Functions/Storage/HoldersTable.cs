using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
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
public sealed class HoldersTable(StorageClients clients, Sealer sealer)
{
    private const string StatusRow = "status";
    private const string CrossingPrefix = "crossing|";
    private const string ResultPrefix = "result|";
    private const string MeasurePrefix = "measure|";

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
        if (account.Data?.HolderId is not { } key)
        {
            return;
        }

        await Contention.RetryAsync(
            async () =>
            {
                var row = await rows.FindAsync(key, StatusRow, cancellation);
                if (row is null || rows.Open(row, GhcJson.Default.HolderStatus) is not { Owner: { } owner } status || owner.PhoneKey != account.Key)
                {
                    return "not ours";
                }

                return await TryWriteStatusAsync(key, status with { Owner = owner with { Sessions = cut } }, row.ETag, cancellation) ? "cut" : null;
            },
            cancellation);
    }

    private (Document Document, Fact Fact) OpenFact(TableEntity row)
    {
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

    /// <summary>Tables refuse / \ # ? and control characters in keys; everything but letters and digits is written as =XX.</summary>
    private static string KeyText(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) || b == '-' ? $"{(char)b}" : $"={b:X2}"));

    private static string Fingerprint(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 6));
}
