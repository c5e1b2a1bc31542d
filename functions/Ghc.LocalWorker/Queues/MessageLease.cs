using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Queues;

/// <summary>Keeps a message hidden from other readers while its function runs, by renewing at half time.</summary>
internal sealed partial class MessageLease : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly ILogger logger;
    private readonly Task renewing;
    private string receipt;

    public MessageLease(QueueMessage message, MessageBox box, TimeSpan length, TimeProvider time, ILogger logger)
    {
        this.logger = logger;
        receipt = message.PopReceipt;
        renewing = RenewAsync(message.MessageId, box, length, time);
    }

    /// <summary>Stops renewing and returns the receipt of the last renewal, the only one that storage still accepts.</summary>
    public async Task<string> EndAsync()
    {
        await ending.CancelAsync();
        await renewing;
        return receipt;
    }

    public void Dispose() => ending.Dispose();

    private async Task RenewAsync(string id, MessageBox box, TimeSpan length, TimeProvider time)
    {
        var wait = length / 2;
        while (await WaitedAsync(wait, time))
        {
            try
            {
                // Not canceled half way: a renewal that storage made but we did not hear of would leave us with a dead receipt.
                if (await box.HideAsync(id, receipt, length) is not { } renewed)
                    return;
                receipt = renewed;
                wait = length / 2;
            }
            catch (Exception e)
            {
                // The function goes on whatever storage does; the other half of the lease is there to try again.
                LogNotRenewed(e, id);
                wait = length / 10;
            }
        }
    }

    private async Task<bool> WaitedAsync(TimeSpan wait, TimeProvider time)
    {
        await Task.Delay(wait, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ending.IsCancellationRequested;
    }

    [LoggerMessage(LogLevel.Warning, "Lease could not be renewed. Message: {MessageId}")]
    private partial void LogNotRenewed(Exception exception, string messageId);
}
