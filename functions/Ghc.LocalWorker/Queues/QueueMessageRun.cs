using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Queues;

/// <summary>What happens to one message: run the function under a lease, then delete, retry later or give up.</summary>
internal sealed partial class QueueMessageRun(
    string function, FunctionInvoker invoker, MessageBox box, QueueSettings settings, TimeProvider time, ILogger<QueueMessageRun> logger)
{
    /// <summary>Like the real host's: what is no text fails every time, without reaching the function, and so ends in the poison queue as it came.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Never throws: a message that cannot be settled comes back by itself when its lease ends.</summary>
    public async Task RunAsync(QueueMessage message, CancellationToken abandon)
    {
        try
        {
            if (box.HasPoison && message.DequeueCount > settings.MaxDequeueCount)
                await box.PoisonAsync(message, message.PopReceipt);
            else if (Decode(message.Body) is not { } body)
                await RejectAsync(message);
            else
                await RunAsync(message, body, abandon);
        }
        catch (Exception e)
        {
            LogUnsettled(e, function, message.MessageId);
        }
    }

    /// <summary>Puts a message back that arrived while the host was already stopping.</summary>
    public async Task ReleaseAsync(QueueMessage message)
    {
        try
        {
            await box.HideAsync(message.MessageId, message.PopReceipt, TimeSpan.Zero);
        }
        catch (Exception e)
        {
            LogUnsettled(e, function, message.MessageId);
        }
    }

    private async Task RunAsync(QueueMessage message, byte[] body, CancellationToken abandon)
    {
        using var lease = new MessageLease(message, box, settings.Lease, time, logger);
        var succeeded = await InvokeAsync(message.MessageId, body, abandon);
        var receipt = await lease.EndAsync();
        if (succeeded)
            await box.DeleteAsync(message.MessageId, receipt);
        else if (!box.HasPoison)
            return; // Like the real host: without a poison queue the lease is the pause, or a bad message would spin.
        else if (message.DequeueCount >= settings.MaxDequeueCount)
            await box.PoisonAsync(message, receipt);
        else
            await box.HideAsync(message.MessageId, receipt, settings.VisibilityTimeout);
    }

    private async Task<bool> InvokeAsync(string id, byte[] body, CancellationToken abandon)
    {
        try
        {
            await invoker.InvokeAsync(StrictUtf8.GetString(body), abandon);
            LogSucceeded(function, id);
            return true;
        }
        catch (Exception e)
        {
            LogFailed(e, function, id);
            return false;
        }
    }

    private async Task RejectAsync(QueueMessage message)
    {
        LogNotBase64(function, message.MessageId);
        if (box.HasPoison)
            await box.PoisonAsync(message, message.PopReceipt);
    }

    private byte[]? Decode(BinaryData body)
    {
        if (!settings.Base64)
            return body.ToArray();
        var text = body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    [LoggerMessage(LogLevel.Debug, "Function succeeded. Function: {Function}, message: {MessageId}")]
    private partial void LogSucceeded(string function, string messageId);

    [LoggerMessage(LogLevel.Error, "Function failed. Function: {Function}, message: {MessageId}")]
    private partial void LogFailed(Exception exception, string function, string messageId);

    [LoggerMessage(LogLevel.Error, "Message is not base64. Function: {Function}, message: {MessageId}")]
    private partial void LogNotBase64(string function, string messageId);

    [LoggerMessage(LogLevel.Error, "Message could not be settled and will come back. Function: {Function}, message: {MessageId}")]
    private partial void LogUnsettled(Exception exception, string function, string messageId);
}
