using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Sends e-mails through Azure Communication Services, as <see cref="AzureCommunicationSms"/> sends texts: one REST call, no logging of its
/// own, and no exception that carries an answer's body. The operation id follows from the message's id, so that a redelivered message is
/// the same operation.
/// </summary>
public sealed class AzureCommunicationEmail : IMessageSender
{
    /// <summary>Reports name an e-mail by its operation, not by our id.</summary>
    public const string TagPrefix = "email|";

    private const string PathAndVersion = "emails:send?api-version=2023-03-31";

    private readonly HttpPipeline pipeline;
    private readonly Uri? endpoint;
    private readonly string from;

    public AzureCommunicationEmail(
        IOptions<EmailOptions> options,
        TokenCredential credential,
        SmsClientOptions clientOptions,
        TimeProvider time
    )
    {
        var settings = options.Value;
        endpoint = settings.Endpoint;
        from = settings.From ?? "";
        pipeline = HttpPipelineBuilder.Build(
            clientOptions,
            settings.AccessKey is { } key
                ? new AccessKeyPolicy(Convert.FromBase64String(key), time)
                : new BearerTokenAuthenticationPolicy(credential, AzureCommunicationSms.Scope)
        );
    }

    public async Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (endpoint is null)
        {
            // The setting was taken away while e-mails waited in the queue.
            return new(ProviderId: null, Accepted: false, "not-offered", Transient: false);
        }

        var operation = AzureCommunicationSms.RepeatabilityId(message.Id).ToString();
        using var exchange = pipeline.CreateMessage();
        exchange.Request.Method = RequestMethod.Post;

        // Written out: a colon in the first segment would make it an address with a scheme.
        exchange.Request.Uri.Reset(new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{PathAndVersion}"));
        exchange.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        exchange.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        exchange.Request.Headers.Add("Operation-Id", operation);
        exchange.Request.Content = RequestContent.Create(
            JsonSerializer.SerializeToUtf8Bytes(Body(message), EmailWire.Default.EmailSendRequest)
        );
        await pipeline.SendAsync(exchange, cancellationToken);
        return exchange.Response.Status switch
        {
            202 => new(operation, Accepted: true, Error: null, Transient: false) { ReportTag = TagPrefix + operation },

            // What is wrong with a request of ours that always looks the same is the recipient.
            400 => new(operation, Accepted: false, "400", Transient: false),
            var status => throw new RequestFailedException(status, $"The provider of e-mails answered {status}."),
        };
    }

    /// <summary>Nothing in the mail calls home: whether it was opened is nobody's business.</summary>
    private EmailSendRequest Body(OutgoingMessage message) =>
        new(from, new(message.Subject!, message.Text), new([new(message.To)]), UserEngagementTrackingDisabled: true);
}
