using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Queues;

/// <summary>A queue and its poison queue: everything that can be done to a message that was received.</summary>
internal sealed partial class MessageBox(string function, QueueClient queue, QueueClient? poison, ILogger<MessageBox> logger)
{
    public const string PoisonSuffix = "-poison";

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public bool HasPoison => poison is not null;

    /// <summary>Nobody sees the message for the given time; returns the receipt that is valid from now on.</summary>
    public async Task<string?> HideAsync(string id, string receipt, TimeSpan time)
    {
        try
        {
            var update = await queue.UpdateMessageAsync(id, receipt, (string?)null, time);
            return update.Value.PopReceipt;
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            LogLost(function, id);
            return null;
        }
    }

    public async Task DeleteAsync(string id, string receipt)
    {
        try
        {
            await queue.DeleteMessageAsync(id, receipt);
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            LogLost(function, id);
        }
    }

    /// <summary>Copies first, deletes then: a crash in between leaves two copies, never none.</summary>
    public async Task PoisonAsync(QueueMessage message, string receipt)
    {
        try
        {
            await poison!.SendMessageAsync(message.Body, timeToLive: Forever);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await poison!.CreateIfNotExistsAsync();
            await poison.SendMessageAsync(message.Body, timeToLive: Forever);
        }
        LogPoisoned(function, message.MessageId, message.DequeueCount, poison.Name);
        await DeleteAsync(message.MessageId, receipt);
    }

    /// <summary>The lease ran out and somebody else has, or has finished, the message. Azure says 400 or 404.</summary>
    private static bool IsLost(RequestFailedException e) => e.Status is 400 or 404;

    [LoggerMessage(LogLevel.Warning, "Message belongs to another run by now. Function: {Function}, message: {MessageId}")]
    private partial void LogLost(string function, string messageId);

    [LoggerMessage(LogLevel.Error, "Message moved to the poison queue. Function: {Function}, message: {MessageId}, tries: {Tries}, queue: {Queue}")]
    private partial void LogPoisoned(string function, string messageId, long tries, string queue);
}
