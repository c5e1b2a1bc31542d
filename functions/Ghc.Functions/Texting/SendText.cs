using System.Text.Json;
using Ghc.Domain.Accounts;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Texting;

/// <summary>
/// Hands one text to the provider, once for each id. A passing fault throws <see cref="OutageException"/>, so that the text waits; a refusal for good is
/// remembered for the phone, since trying again would not help.
/// </summary>
public sealed partial class SendText(
    TextQueue texts, ISmsSender sender, TextDeliveriesTable deliveries, TextFailures failures, Pseudonyms pseudonyms, TimeProvider clock, ILogger<SendText> logger)
{
    [Function(nameof(SendText))]
    public async Task Run(
        [QueueTrigger(QueueNames.SmsOutbox, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var text = JsonSerializer.Deserialize(message, TextingJson.Types.TextMessage)!;
        using var run = Instrumentation.Work(nameof(SendText), QueueNames.SmsOutbox, text.Traceparent);
        var content = texts.Open(text);
        var delivery = await deliveries.OpenAsync(text.Id, new TextDelivery(text.QueuedAt), cancellation);
        if (delivery.IsSettled)
        {
            return;
        }

        if (delivery.HandedAt is not null)
        {
            // Whether that try got through is not known. A text is sent once, so this one counts as sent; its reader can ask for another.
            LogUnknown();
            await deliveries.ChangeAsync(text.Id, known => known with { AcceptedAt = known.HandedAt }, cancellation);
            return;
        }

        // The time of the first asking, so that the provider too recognizes what two messages asked for at once.
        var receipt = await HandOverAsync(new SmsMessage(text.Id, content.To, content.Text) { QueuedAt = delivery.QueuedAt }, cancellation);
        if (receipt.Accepted)
        {
            await deliveries.ChangeAsync(text.Id, known => known with { AcceptedAt = clock.GetUtcNow() }, cancellation);
            if (receipt.ReportTag is { } tag)
            {
                await deliveries.OpenAsync(tag, delivery with { AcceptedAt = clock.GetUtcNow() }, cancellation);
            }

            LogSent(receipt.ProviderId);
            return;
        }

        LogRefused(receipt.Error, receipt.Transient);
        await NoteAsync(text.Id, handedAt: null, cancellation);
        if (receipt.Transient)
        {
            throw new OutageException("The text provider could not take the text now.");
        }

        await failures.RecordAsync(text.Id, KeyOf(content), delivery, cancellation);
    }

    /// <summary>Also a provider that does not answer has failed.</summary>
    private async Task<SmsReceipt> HandOverAsync(SmsMessage text, CancellationToken cancellation)
    {
        var accepted = false;
        await NoteAsync(text.Id, clock.GetUtcNow(), cancellation);
        try
        {
            var receipt = await sender.SendAsync(text, cancellation);
            accepted = receipt.Accepted;
            return receipt;
        }
        catch (Exception failure) when (RoutedSms.WasNotTaken(failure))
        {
            await NoteAsync(text.Id, handedAt: null, cancellation);
            throw;
        }
        finally
        {
            Instrumentation.TextHandled(accepted);
        }
    }

    /// <summary>Only for a provider that would send a repetition a second time.</summary>
    private Task NoteAsync(string id, DateTimeOffset? handedAt, CancellationToken cancellation) =>
        sender.RecognizesRepetition ? Task.CompletedTask : deliveries.ChangeAsync(id, known => known with { HandedAt = handedAt }, cancellation);

    private string KeyOf(TextContent content) => PhoneNumber.ParseE164(content.To).Refused(out _, out var phone)
        ? throw new InvalidOperationException("A text was queued for something that is no phone.")
        : pseudonyms.PhoneKey(phone);

    [LoggerMessage(Level = LogLevel.Information, Message = "Text sent. Provider id: {ProviderId}")]
    private partial void LogSent(string? providerId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Text not repeated: an earlier try was cut off, and the provider may have taken it.")]
    private partial void LogUnknown();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Text refused. Error: {Error}, transient: {Transient}")]
    private partial void LogRefused(string? error, bool transient);
}
