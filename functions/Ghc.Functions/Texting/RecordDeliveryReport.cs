using System.Text;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Texting;

/// <summary>
/// Takes in what Event Grid reports of a text. Its tag must name a text of ours; the phone is taken from the report, so that we need not keep whose
/// text it was. Anything but "Delivered" is final and means that the text did not arrive.
/// </summary>
public sealed partial class RecordDeliveryReport(
    TextDeliveriesTable deliveries, TextFailures failures, Pseudonyms pseudonyms, DeadLetters deadLetters, ILogger<RecordDeliveryReport> logger)
{
    private const int LongestTag = 256;

    [Function(nameof(RecordDeliveryReport))]
    public async Task Run(
        [QueueTrigger(QueueNames.SmsDeliveryReports, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        using var run = Instrumentation.Work(nameof(RecordDeliveryReport), QueueNames.SmsDeliveryReports);
        if (Parse(message).Refused(out var refusal, out var report) || PhoneNumber.ParseE164(report.To).Refused(out refusal, out var phone))
        {
            await deadLetters.PutAsync(QueueNames.SmsDeliveryReports, message, refusal, cancellation);
            return;
        }

        var delivery = await deliveries.FindAsync(report.Tag!, cancellation);
        var failed = report.DeliveryStatus != DeliveryReport.Delivered;
        if (failed && delivery is { FailedAt: null })
        {
            Instrumentation.TextHandled(accepted: false);
            await failures.RecordAsync(report.Tag!, pseudonyms.PhoneKey(phone), delivery, cancellation);
        }

        LogReported(delivery is not null, failed);
    }

    private static Outcome<DeliveryReport> Parse(string message)
    {
        if (JsonBody.Parse(Encoding.UTF8.GetBytes(message), TextingJson.Types.DeliveryReportMessage).Refused(out var refusal, out var read))
        {
            return refusal;
        }

        return read.Type != DeliveryReportMessage.EventType ? Refusal.Invalid("type", "message.schema")
            : read.Data?.DeliveryStatus is null ? Refusal.Invalid("data.deliveryStatus", "field.missing")
            : read.Data.Tag is null ? Refusal.Invalid("data.tag", "field.missing")
            : read.Data.Tag.Length > LongestTag ? Refusal.Invalid("data.tag", "field.too-long")
            : read.Data;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Text reported. Known: {Known}, failed: {Failed}")]
    private partial void LogReported(bool known, bool failed);
}
