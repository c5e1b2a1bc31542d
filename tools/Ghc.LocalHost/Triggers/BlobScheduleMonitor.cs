using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Storage;

namespace Ghc.LocalHost.Triggers;

/// <summary>
/// Remembers when timers ran last, in the same blobs as Azure, so that a run that was missed while the host was down is made up at its next
/// start. The SDK's own monitor needs an assembly of the storage library before the current one, and does not load.
/// </summary>
internal sealed partial class BlobScheduleMonitor(
    IAzureBlobStorageProvider storage,
    IHostIdProvider hostId,
    ILogger<BlobScheduleMonitor> logger
) : ScheduleMonitor
{
    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        try
        {
            var content = await (await BlobAsync(timerName)).DownloadContentAsync();
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException fault) when (fault.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
        catch (JsonException fault)
        {
            // As if it never ran: the schedule goes on, and the next run writes the blob again.
            LogUnreadable(timerName, fault);
            return null;
        }
    }

    /// <summary>A timer goes on without: at worst a run that was missed is not made up.</summary>
    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        try
        {
            var blob = await BlobAsync(timerName);
            await blob.GetParentBlobContainerClient().CreateIfNotExistsAsync();
            await blob.UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true);
        }
        catch (RequestFailedException fault)
        {
            LogNotWritten(timerName, fault);
        }
    }

    private async Task<BlobClient> BlobAsync(string timerName) =>
        storage.TryCreateHostingBlobContainerClient(out var container)
            ? container.GetBlobClient($"timers/{await hostId.GetHostIdAsync(CancellationToken.None)}/{timerName}/status")
            : throw new InvalidOperationException("AzureWebJobsStorage is missing; timers keep their schedule there.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule of a timer could not be read. Timer: {Timer}")]
    private partial void LogUnreadable(string timer, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule of a timer could not be written. Timer: {Timer}")]
    private partial void LogNotWritten(string timer, Exception fault);
}
