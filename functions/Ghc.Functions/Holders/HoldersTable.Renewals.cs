using Azure.Data.Tables;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;

namespace Ghc.Functions.Holders;

/// <summary>What a renewed permit needs: its facts come along, and what still names the former document finds it.</summary>
public sealed partial class HoldersTable
{
    /// <summary>A permit lives five years and a printed code weeks: nobody renews more often within the life of a code.</summary>
    private const int MaxRenewals = 4;

    /// <summary>
    /// The same one read; more only for a document that was renewed, whose code may still be on somebody's screen or paper.
    /// </summary>
    public async Task<FoundStatus?> FindStatusAsync(string key, CancellationToken cancellation)
    {
        var status = await ReadStatusAsync(key, cancellation);
        for (var hops = 0; hops < MaxRenewals && status is { Owner: null, Successor: { } next }; hops++)
        {
            (key, status) = (next.Key, await ReadStatusAsync(next.Key, cancellation));
        }

        return status is null ? null : new FoundStatus(key, status);
    }

    /// <summary>
    /// Copies every fact into the partition of the document that came after, sealed to its new place. What was copied before stays as it
    /// is, so this may be repeated at any time.
    /// </summary>
    public async Task CopyFactsAsync(string key, HolderSuccessor to, CancellationToken cancellation)
    {
        foreach (var row in await rows.ListAsync(key, cancellation))
        {
            if (row.RowKey != StatusRow && Reseal(row, to) is { } copy)
            {
                await rows.TryAddAsync(copy, cancellation);
            }
        }
    }

    /// <summary>The fact is filed under the new document, so that its partition speaks of one document only.</summary>
    private TableEntity? Reseal(TableEntity row, HolderSuccessor to) =>
        OpenFact(row).Fact switch
        {
            // A correction that named the renewed permit moved the result to the very partition that this is copied into.
            ResultMoved moved when moved.To == to.Key => null,
            var fact => Seal(to.Key, row.RowKey, new ReportedFact(to.Document, fact)),
        };
}

/// <summary>The status that counts for a key, and the key it really stands under.</summary>
public sealed record FoundStatus(string Key, HolderStatus Status);
