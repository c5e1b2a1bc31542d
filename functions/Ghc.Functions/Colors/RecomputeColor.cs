using System.Text.Json;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Policies;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Colors;

/// <summary>Folds the facts of one document into its status: one query, one conditional write; more only if its owner has something to be told.</summary>
public sealed partial class RecomputeColor(
    HoldersTable holders,
    DocumentsTable documents,
    PolicyDesk policies,
    Announcer announcer,
    Outbox outbox,
    TimeProvider clock,
    ILogger<RecomputeColor> logger)
{
    [Function(nameof(RecomputeColor))]
    public async Task Run(
        [QueueTrigger(QueueNames.RecomputeColors, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var request = JsonSerializer.Deserialize(message, GhcJson.Default.RecomputeColorMessage)!;
        using var run = Telemetry.Work(nameof(RecomputeColor), QueueNames.RecomputeColors, request.Traceparent);
        var key = request.DocumentKey;
        var tries = 0;
        var folded = await Contention.RetryAsync(
            async () =>
            {
                tries++;
                var holder = await holders.LoadAsync(key, cancellation);
                return holder.Document is null || await FoldAsync(holder, cancellation) ? holder : null;
            },
            cancellation);
        Telemetry.Folded(request.ReportedAt, clock.GetUtcNow());
        if (folded.Status?.Successor is { } successor)
        {
            await HandOnAsync(key, successor, cancellation);
        }

        LogRecomputed(key, tries);
    }

    /// <summary>A fact for an older issuance counts for the renewed permit.</summary>
    private async Task HandOnAsync(string key, HolderSuccessor successor, CancellationToken cancellation)
    {
        await holders.CopyFactsAsync(key, successor, cancellation);
        await outbox.RecomputeAsync(successor.Key, "renewal", cancellation);
    }

    /// <summary>False if somebody else wrote the status in the meantime.</summary>
    private async Task<bool> FoldAsync(Holder holder, CancellationToken cancellation)
    {
        var policy = await policies.CurrentAsync(cancellation);
        var status = await announcer.RemindAsync(holder, policy.Assess(holder.Document!, holder) with { Forgotten = false }, cancellation);
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

        if (!holder.IsIndexed)
        {
            await documents.PutAsync(holder.Document!, cancellation);
        }

        if (!await holders.TryWriteStatusAsync(holder.Key, status, holder.ReadAs, cancellation))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        Telemetry.ColorChanged((holder.Status ?? status).Schedule.At(now).Color, status.Schedule.At(now).Color);
        return true;
    }

    private static bool Same(HolderStatus a, HolderStatus b) =>
        JsonSerializer.Serialize(a, GhcJson.Default.HolderStatus) == JsonSerializer.Serialize(b, GhcJson.Default.HolderStatus);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Color recomputed. Document: {DocumentKey}, tries: {Tries}")]
    private partial void LogRecomputed(string documentKey, int tries);
}
