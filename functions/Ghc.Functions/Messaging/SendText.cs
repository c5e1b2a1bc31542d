using System.Text.Json;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging.Sms;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Messaging;

/// <summary>Hands one text to the provider. A passing fault throws, so that the queue tries again; a refusal for good is logged, since trying again would not help.</summary>
public sealed partial class SendText(Outbox outbox, ISmsSender sender, ILogger<SendText> logger)
{
    [Function(nameof(SendText))]
    public async Task Run(
        [QueueTrigger(QueueNames.SmsOutbox, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var text = JsonSerializer.Deserialize(message, GhcJson.Default.TextMessage)!;
        using var run = Telemetry.Work(nameof(SendText), QueueNames.SmsOutbox, text.Traceparent);
        var receipt = await HandOverAsync(text, outbox.OpenText(text), cancellation);
        if (receipt.Accepted)
        {
            LogSent(receipt.ProviderId);
            return;
        }

        LogRefused(receipt.Error, receipt.Transient);
        if (receipt.Transient)
        {
            throw new InvalidOperationException("The text provider could not take the text now.");
        }
    }

    private async Task<SmsReceipt> HandOverAsync(TextMessage text, TextContent content, CancellationToken cancellation)
    {
        var accepted = false;
        try
        {
            var receipt = await sender.SendAsync(new SmsMessage(text.Id, content.To, content.Text) { QueuedAt = text.QueuedAt }, cancellation);
            accepted = receipt.Accepted;
            return receipt;
        }
        finally
        {
            Telemetry.TextHandled(accepted);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Text sent. Provider id: {ProviderId}")]
    private partial void LogSent(string? providerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Text refused. Error: {Error}, transient: {Transient}")]
    private partial void LogRefused(string? error, bool transient);
}
