using System.Text.Json;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Policies;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Colors;

/// <summary>Folds the facts of one document into its status: one query, one conditional write; more only if its owner has something to be told.</summary>
public sealed partial class RecomputeColor(HoldersTable holders, DocumentsTable documents, PolicyDesk policies, Announcer announcer, ILogger<RecomputeColor> logger)
{
    [Function(nameof(RecomputeColor))]
    public async Task Run(
        [QueueTrigger(QueueNames.RecomputeColors, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var key = JsonSerializer.Deserialize(message, GhcJson.Default.RecomputeColorMessage)!.DocumentKey;
        var tries = 0;
        await Contention.RetryAsync(
            async () =>
            {
                tries++;
                var holder = await holders.LoadAsync(key, cancellation);
                return holder.Document is null || await FoldAsync(holder, cancellation) ? "done" : null;
            },
            cancellation);
        LogRecomputed(key, tries);
    }

    /// <summary>False if somebody else wrote the status in the meantime.</summary>
    private async Task<bool> FoldAsync(Holder holder, CancellationToken cancellation)
    {
        var policy = await policies.CurrentAsync(cancellation);
        var status = await announcer.RemindAsync(holder, policy.Assess(holder.Document!, holder), cancellation);
        if (!await StoreAsync(holder, status, cancellation))
        {
            return false;
        }

        await announcer.AnnounceAsync(holder.Key, status, cancellation);
        return true;
    }

    private async Task<bool> StoreAsync(Holder holder, HolderStatus status, CancellationToken cancellation)
    {
        if (holder.Status is { } old && Same(old, status))
        {
            return true;
        }

        if (holder.Status is null)
        {
            await documents.PutAsync(holder.Document!, cancellation);
        }

        return await holders.TryWriteStatusAsync(holder.Key, status, holder.ReadAs, cancellation);
    }

    private static bool Same(HolderStatus a, HolderStatus b) =>
        JsonSerializer.Serialize(a, GhcJson.Default.HolderStatus) == JsonSerializer.Serialize(b, GhcJson.Default.HolderStatus);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Color recomputed. Document: {DocumentKey}, tries: {Tries}")]
    private partial void LogRecomputed(string documentKey, int tries);
}
