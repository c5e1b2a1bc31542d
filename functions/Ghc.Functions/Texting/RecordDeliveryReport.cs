using System.Text;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Texting;

/// <summary>
/// Takes in what Event Grid reports of a text or an e-mail. It must name one of ours; phone or address are taken from the report, so that
/// we need not keep whose it was. Anything but "Delivered" (or "Expanded", of a mailing list) is final and means that it did not arrive.
/// </summary>
public sealed partial class RecordDeliveryReport(
    TextDeliveriesTable deliveries,
    TextFailures failures,
    Pseudonyms pseudonyms,
    DeadLetters deadLetters,
    ILogger<RecordDeliveryReport> logger
)
{
    private const int LongestTag = 256;

    [Function(nameof(RecordDeliveryReport))]
    public async Task Run(
        [QueueTrigger(QueueNames.SmsDeliveryReports, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        using var run = Instrumentation.Work(nameof(RecordDeliveryReport), QueueNames.SmsDeliveryReports);
        if (Parse(message).Refused(out var refusal, out var report))
        {
            await deadLetters.PutAsync(QueueNames.SmsDeliveryReports, message, refusal, cancellation);
            return;
        }

        var delivery = await deliveries.FindAsync(report.Tag, cancellation);
        var failed = report.Status is not (DeliveryReport.Delivered or DeliveryReport.Expanded);
        if (failed && delivery is { FailedAt: null })
        {
            Instrumentation.TextHandled(accepted: false);
            if (report.Status is DeliveryReport.Bounced or DeliveryReport.Suppressed)
            {
                await failures.RecordBounceAsync(report.Key, delivery, cancellation);
            }

            await failures.RecordAsync(report.Tag, report.Key, delivery, cancellation);
        }

        LogReported(delivery is not null, failed);
    }

    private Outcome<Report> Parse(string message)
    {
        if (JsonBody.Parse(Encoding.UTF8.GetBytes(message), TextingJson.Types.DeliveryReportMessage).Refused(out var refusal, out var read))
        {
            return refusal;
        }

        return read.Type switch
        {
            DeliveryReportMessage.EventType => OfText(read.Data),
            DeliveryReportMessage.EmailEventType => OfEmail(read.Data),
            _ => Refusal.Invalid("type", "message.schema"),
        };
    }

    private Outcome<Report> OfText(DeliveryReport? data)
    {
        var form = new Form();
        Require(form, data?.DeliveryStatus, "data.deliveryStatus");
        Require(form, data?.Tag, "data.tag");
        var phone = form.Take("data.to", PhoneNumber.ParseE164(data?.To));
        return form.Refusal is { } refusal ? refusal : new Report(data!.Tag!, pseudonyms.PhoneKey(phone), data.DeliveryStatus!);
    }

    private Outcome<Report> OfEmail(DeliveryReport? data)
    {
        var form = new Form();
        Require(form, data?.Status, "data.status");
        Require(form, data?.MessageId, "data.messageId");
        var address = form.Take("data.recipient", EmailAddress.Parse(data?.Recipient));
        return form.Refusal is { } refusal
            ? refusal
            : new Report(AzureCommunicationEmail.TagPrefix + data!.MessageId, pseudonyms.EmailKey(address), data.Status!);
    }

    private static void Require(Form form, string? text, string field)
    {
        form.Require(text is not null, field, "field.missing");
        form.Require(!(text?.Length > LongestTag), field, "field.too-long");
    }

    private sealed record Report(string Tag, string Key, string Status);

    [LoggerMessage(Level = LogLevel.Information, Message = "Text reported. Known: {Known}, failed: {Failed}")]
    private partial void LogReported(bool known, bool failed);
}
