using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Reports;

/// <summary>What became of one text, as Tencent Cloud reports it. Source: cloud.tencent.com/document/product/382/59178</summary>
public sealed record TencentReport(
    [property: JsonPropertyName("nationcode")] string? AreaCode,
    [property: JsonPropertyName("mobile")] string? Mobile,
    [property: JsonPropertyName("report_status")] string? Status,
    [property: JsonPropertyName("sid")] string? SerialNo
);

/// <summary>Tells Tencent Cloud that nothing needs to be reported again.</summary>
public sealed record TencentReportsTaken(
    [property: JsonPropertyName("result")] int Result,
    [property: JsonPropertyName("errmsg")] string Message
);

/// <summary>
/// Tencent Cloud's callback: puts each report into the queue in the form of Event Grid's. Tencent Cloud signs nothing, so the address holds
/// a key; besides, a report counts only with the serial number of a text of ours.
/// </summary>
public sealed class ReceiveTencentReports(QueueSender queue, IOptions<SmsOptions> options)
{
    private const string Succeeded = "SUCCESS";

    [Function(nameof(ReceiveTencentReports))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/delivery-reports/tencent/{key}")] HttpRequest request,
        string key,
        CancellationToken cancellation
    )
    {
        if (!IsOurs(key))
        {
            return Reply.Problem(new Refusal(RefusalCodes.NotSignedIn));
        }

        if (
            (await JsonBody.ReadAsync(request, TextingJson.Types.IReadOnlyListTencentReport, cancellation)).Refused(
                out var refusal,
                out var reports
            )
        )
        {
            return Reply.Problem(refusal);
        }

        foreach (var report in reports)
        {
            var told = new DeliveryReport(
                TencentSms.TagPrefix + report?.SerialNo,
                $"+{report?.AreaCode}{report?.Mobile}",
                report?.Status == Succeeded ? DeliveryReport.Delivered : report?.Status
            );
            await queue.SendAsync(
                QueueNames.SmsDeliveryReports,
                told.Tag!,
                new DeliveryReportMessage(DeliveryReportMessage.EventType, told),
                TextingJson.Types.DeliveryReportMessage,
                cancellation
            );
        }

        return Reply.Json(new TencentReportsTaken(0, "OK"), TextingJson.Types.TencentReportsTaken);
    }

    private bool IsOurs(string key)
    {
        var expected = options.Value.Tencent.CallbackKey;
        return expected.Length > 0
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(key)),
                SHA256.HashData(Encoding.UTF8.GetBytes(expected))
            );
    }
}
