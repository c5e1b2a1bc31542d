using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Sends through Azure Communication Services: one REST call over Azure.Core's pipeline (docs/adr/0004).
/// It logs nothing itself, and no exception of it carries an answer's body, since the provider repeats the recipient's number there.
/// </summary>
public sealed partial class AzureCommunicationSms : IMessageSender
{
    internal const string Scope = "https://communication.azure.com//.default"; // The two slashes are the provider's.
    private const string PathAndVersion = "sms?api-version=2021-03-07";

    // Five minutes, less a minute for clocks that differ. Source: learn.microsoft.com/rest/api/communication/repeatable-requests
    private static readonly TimeSpan Tracked = TimeSpan.FromMinutes(4);

    private readonly HttpPipeline pipeline;
    private readonly Uri address;
    private readonly string from;
    private readonly TimeProvider time;

    public AzureCommunicationSms(
        IOptions<SmsOptions> options,
        TokenCredential credential,
        SmsClientOptions clientOptions,
        TimeProvider time
    )
    {
        var settings = options.Value;
        address = new Uri(settings.Endpoint!, PathAndVersion);
        from = settings.From!;
        this.time = time;
        pipeline = HttpPipelineBuilder.Build(
            clientOptions,
            settings.AccessKey is { } key
                ? new AccessKeyPolicy(Convert.FromBase64String(key), time)
                : new BearerTokenAuthenticationPolicy(credential, Scope)
        );
    }

    public async Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var exchange = pipeline.CreateMessage();
        exchange.Request.Method = RequestMethod.Post;
        exchange.Request.Uri.Reset(address);
        exchange.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        exchange.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        exchange.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(Body(message), SmsWire.Default.SendRequest));
        await pipeline.SendAsync(exchange, cancellationToken);
        return Receipt(exchange.Response);
    }

    private SendRequest Body(OutgoingMessage message) =>
        new(
            from,
            [new(message.To, RepeatabilityId(message.Id).ToString(), FirstSent(message).ToString("R", CultureInfo.InvariantCulture))],
            message.Text,
            new(EnableDeliveryReport: true, message.Id)
        );

    /// <summary>
    /// The same id at every delivery, so that the provider recognizes the repetition. Version 8 of RFC 9562: a UUID of one's own making.
    /// </summary>
    internal static Guid RepeatabilityId(string id)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>
    /// Id and time together name a repeatable request (OASIS Repeatable Requests 1.0), so the time must not move between deliveries either.
    /// But what was sent first before the tracked time is refused with 412, and there is nothing left to recognize it by: then it is first
    /// sent now.
    /// </summary>
    private DateTimeOffset FirstSent(OutgoingMessage message)
    {
        var now = time.GetUtcNow();
        return message.QueuedAt is { } queued && queued <= now && now - queued < Tracked
            ? queued.ToUniversalTime()
            : now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>202 says only that the request was read; whether the recipient was accepted stands inside.</summary>
    private static MessageReceipt Receipt(Response response)
    {
        if (response.Status != 202)
        {
            throw new RequestFailedException(response.Status, $"The provider of text messages answered {response.Status}.");
        }

        var answer = JsonSerializer.Deserialize(response.Content, SmsWire.Default.SendAnswer);
        if (answer?.Value is not [var result])
        {
            throw new RequestFailedException(
                response.Status,
                "The provider of text messages did not answer for exactly the one recipient."
            );
        }

        return result.Successful
            ? new(result.MessageId, Accepted: true, Error: null, Transient: false)
            : new(result.MessageId, Accepted: false, Error(result), IsTransient(result.HttpStatusCode));
    }

    /// <summary>
    /// 409: an earlier delivery is still in work; 412: it was first sent too long ago. Both pass when the queue delivers again.
    /// </summary>
    private static bool IsTransient(int status) => status is 408 or 409 or 412 or 429 or >= 500;

    private static string Error(SendResult result) =>
        $"{result.HttpStatusCode} {LongNumber().Replace(result.ErrorMessage ?? "", "…")}".Trim();

    /// <summary>What could be a telephone number, also if it is written in groups.</summary>
    [GeneratedRegex(@"\+?\d[\d ()-]{3,}\d")]
    private static partial Regex LongNumber();
}
