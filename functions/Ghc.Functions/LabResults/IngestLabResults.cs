using Ghc.Domain;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Takes in what a laboratory sent: two writes a result, the fact and the request to recompute. The request is sent even for a fact that was there,
/// since the earlier delivery may have ended between the two.
/// </summary>
public sealed partial class IngestLabResults(
    HoldersTable holders, Pseudonyms pseudonyms, Outbox outbox, TimeProvider clock, ILogger<IngestLabResults> logger)
{
    /// <summary>Rows of a batch that are under way at once.</summary>
    private const int Parallelism = 16;

    [Function(nameof(IngestLabResults))]
    public async Task Run(
        [QueueTrigger(QueueNames.LabResults, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        using var run = Telemetry.Work(nameof(IngestLabResults), QueueNames.LabResults);
        if (LabMessages.Parse(message, clock.GetUtcNow()).Refused(out var refusal, out var rows))
        {
            await outbox.PutAsideAsync(QueueNames.LabResults, message, refusal, cancellation);
            return;
        }

        await Parallel.ForEachAsync(
            rows, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (row, token) => await TakeInAsync(row, token));
    }

    private async Task TakeInAsync(LabRow row, CancellationToken cancellation)
    {
        if (row.Result.Refused(out var refusal, out var reported))
        {
            await outbox.PutAsideAsync(QueueNames.LabResults, row.Message, refusal, cancellation);
            return;
        }

        var key = pseudonyms.DocumentKey(reported.Document);
        var isNew = await holders.AddAsync(key, reported.Document, reported.Result, cancellation);
        await outbox.RecomputeAsync(key, "lab-result", cancellation, reported.Result.ReportedAt);
        LogTakenIn(reported.Result.Laboratory, key, isNew);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Result taken in. Laboratory: {Laboratory}, document: {DocumentKey}, new: {IsNew}")]
    private partial void LogTakenIn(string laboratory, string documentKey, bool isNew);
}
