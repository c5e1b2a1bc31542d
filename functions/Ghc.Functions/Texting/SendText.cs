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
/// Hands one text or e-mail to the provider, once for each id. A passing fault throws <see cref="OutageException"/>, so that the text
/// waits; a refusal for good is remembered for the phone or address, since trying again would not help.
/// </summary>
public sealed partial class SendText(
    TextQueue texts,
    TextHandover handover,
    TextDeliveriesTable deliveries,
    TextFailures failures,
    Pseudonyms pseudonyms,
    ILogger<SendText> logger
)
{
    [Function(nameof(SendText))]
    public async Task Run(
        [QueueTrigger(QueueNames.SmsOutbox, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
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
        var receipt = await handover.SendAsync(
            new OutgoingMessage(text.Id, content.To, content.Text) { QueuedAt = delivery.QueuedAt, Subject = content.Subject },
            delivery,
            cancellation
        );
        if (receipt.Accepted)
        {
            LogSent(receipt.ProviderId);
            return;
        }

        LogRefused(receipt.Error, receipt.Transient);
        if (receipt.Transient)
        {
            throw new OutageException("The text provider could not take the text now.");
        }

        await failures.RecordAsync(text.Id, KeyOf(content), delivery, cancellation);
    }

    private string KeyOf(TextContent content) =>
        content.Subject is not null && !EmailAddress.Parse(content.To).Refused(out _, out var address) ? pseudonyms.EmailKey(address)
        : !PhoneNumber.ParseE164(content.To).Refused(out _, out var phone) ? pseudonyms.PhoneKey(phone)
        : throw new InvalidOperationException("A text was queued for something that is neither phone nor address.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Text sent. Provider id: {ProviderId}")]
    private partial void LogSent(string? providerId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Text not repeated: an earlier try was cut off, and the provider may have taken it."
    )]
    private partial void LogUnknown();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Text refused. Error: {Error}, transient: {Transient}")]
    private partial void LogRefused(string? error, bool transient);
}
