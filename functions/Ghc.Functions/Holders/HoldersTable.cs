using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Holders;

/// <summary>
/// Holders: a partition a document. Facts are only ever added, each under a key made of its identity and content, so that the same message
/// twice is one row and every order of messages ends in the same rows.
/// </summary>
public sealed partial class HoldersTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms)
{
    private const string StatusRow = "status";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Holders);

    /// <summary>One query: status and all facts.</summary>
    public async Task<Holder> LoadAsync(string key, CancellationToken cancellation) =>
        Open(key, await rows.ReadPartitionAsync(key, cancellation));

    /// <summary>The same, and among the facts those that just came.</summary>
    private async Task<Intake> LoadAsync(string key, IReadOnlyList<ReportedFact> arrived, CancellationToken cancellation)
    {
        var partition = await rows.ReadPartitionAsync(key, cancellation);
        var known = partition.Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        ReportedFact[] news = [.. arrived.Where(reported => known.Add(RowOf(reported.Fact)))];
        var holder = Open(key, partition);
        return new Intake(
            holder with
            {
                Document = holder.Document ?? news.Select(reported => reported.Document).FirstOrDefault(document => document is not null),
                Facts = [.. holder.Facts, .. news.Select(reported => reported.Fact)],
            },
            news
        );
    }

    /// <summary>
    /// Every holder whose key starts with <paramref name="prefix"/> and comes after <paramref name="after"/>, in order, one at a time.
    /// </summary>
    public async IAsyncEnumerable<Holder> ReadRangeAsync(
        string prefix,
        string after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // No key equals its prefix, and 'g' comes after every hexadecimal digit.
        await foreach (var partition in rows.ScanAsync(after.Length > 0 ? after : prefix, prefix + "g", cancellation))
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
                status = rows.Open(row, HoldersJson.Types.HolderStatus);
                continue;
            }

            var reported = OpenFact(row);
            document ??= reported.Document;
            facts.Add(reported.Fact);
        }

        return new Holder(key, status, statusRow?.ETag.ToString(), status?.Document ?? document, facts);
    }

    /// <summary>One read: all that a scan or the owner's code needs.</summary>
    public async Task<HolderStatus?> ReadStatusAsync(string key, CancellationToken cancellation) =>
        await rows.FindAsync(key, StatusRow, cancellation) is { } row ? rows.Open(row, HoldersJson.Types.HolderStatus) : null;

    /// <summary>
    /// The status as <paramref name="change"/> makes it; the very same one means no write. Nothing happens unless the phone's account owns
    /// the holder.
    /// </summary>
    public Task<Outcome<HolderStatus>> UpdateOwnedAsync(
        string key,
        string phoneKey,
        Func<HolderStatus, Outcome<HolderStatus>> change,
        CancellationToken cancellation
    ) =>
        rows.UpdateAsync<HolderStatus, HolderStatus>(
            key,
            StatusRow,
            HoldersJson.Types.HolderStatus,
            status =>
                status?.Owner?.PhoneKey != phoneKey ? new Refusal(RefusalCodes.HolderNotFound)
                : change(status).Refused(out var refusal, out var changed) ? refusal
                : Decision.Write(ReferenceEquals(changed, status) ? null : changed, changed),
            cancellation
        );

    /// <summary>Changes the status as decided on everything that is known. <paramref name="decide"/> may run again.</summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        string key,
        Func<Holder, Task<Decision<HolderStatus, TAnswer>>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull => UpdateAsync(key, [], intake => decide(intake.Holder), cancellation);

    /// <summary>The same of a holder that was read already; it is read again if somebody changed it since.</summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        Holder known,
        Func<Holder, Task<Decision<HolderStatus, TAnswer>>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull
    {
        Holder? read = known;
        return OptimisticConcurrency.UpdateAsync(
            async () => Interlocked.Exchange(ref read, null) ?? await LoadAsync(known.Key, cancellation),
            decide,
            (holder, status) => TryWriteStatusAsync(holder.Key, status, holder.Version, cancellation),
            cancellation
        );
    }

    /// <summary>
    /// The same with facts that just came. Those that are new are stored with the status, in one transaction: a reader of a fact finds a
    /// status that counts it.
    /// </summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        string key,
        IReadOnlyList<ReportedFact> arrived,
        Func<Intake, Task<Decision<HolderStatus, TAnswer>>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull =>
        OptimisticConcurrency.UpdateAsync(
            () => LoadAsync(key, arrived, cancellation),
            decide,
            (intake, status) => TryWriteAsync(intake, status, cancellation),
            cancellation
        );

    /// <summary>False if the row is no longer of this version.</summary>
    public Task<bool> TryWriteStatusAsync(string key, HolderStatus status, string? version, CancellationToken cancellation) =>
        rows.TryWriteAsync(Seal(key, status), version is null ? null : new ETag(version), cancellation);

    private async Task<bool> TryWriteAsync(Intake intake, HolderStatus status, CancellationToken cancellation)
    {
        var holder = intake.Holder;
        if (intake.News.Count == 0)
        {
            return await TryWriteStatusAsync(holder.Key, status, holder.Version, cancellation);
        }

        // Nobody has a hundred facts in one message but by mistake. What is stored ahead is counted by the status that follows it.
        foreach (var surplus in intake.News.Skip(MostChanged))
        {
            await AddAsync(holder.Key, surplus, cancellation);
        }

        var row = Seal(holder.Key, status);
        return await rows.TryCommitAsync(
            [
                .. intake
                    .News.Take(MostChanged)
                    .Select(fact => new TableTransactionAction(TableTransactionActionType.Add, Seal(holder.Key, RowOf(fact.Fact), fact))),
                holder.Version is { } version
                    ? new(TableTransactionActionType.UpdateReplace, row, new ETag(version))
                    : new(TableTransactionActionType.Add, row),
            ],
            cancellation
        );
    }

    private TableEntity Seal(string key, HolderStatus status) => rows.Seal(key, StatusRow, status, HoldersJson.Types.HolderStatus);

    /// <summary>
    /// Ends older sessions in the status of the account's own holder, which answers for them when the owner shows the code.
    /// </summary>
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
    public async Task<bool> ChangeOwnedAsync(
        string key,
        string phoneKey,
        Func<HolderStatus, HolderStatus> change,
        CancellationToken cancellation
    ) => !(await UpdateOwnedAsync(key, phoneKey, status => change(status), cancellation)).Refused(out _, out _);
}

/// <summary>A holder as it will be, and those of its facts that are not stored yet.</summary>
public sealed record Intake(Holder Holder, IReadOnlyList<ReportedFact> News);
