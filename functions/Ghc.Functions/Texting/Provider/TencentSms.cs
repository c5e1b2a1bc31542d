using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Sends through Tencent Cloud SMS, which takes no texts but approved templates and their values. It does not recognize a repetition, so
/// nothing here repeats a call:
/// <see cref="SendText"/> sees to it that a text is sent once.
/// </summary>
public sealed class TencentSms
{
    /// <summary>In front of the serial number, where a report names a text.</summary>
    public const string TagPrefix = "tencent|";

    private const string Mainland = "+86";
    private const string Accepted = "Ok";

    /// <summary>Errors that a later try may not meet: too fast, or Tencent Cloud's own fault.</summary>
    private static readonly string[] Passing =
    [
        "RequestLimitExceeded",
        "InternalError",
        "LimitExceeded.PhoneNumberThirtySecondLimit",
        "LimitExceeded.DeliveryFrequencyLimit",
    ];

    private readonly TencentOptions options;
    private readonly IReadOnlyDictionary<string, string> templates;
    private readonly HttpPipeline pipeline;

    public TencentSms(IOptions<SmsOptions> options, SmsClientOptions clientOptions, TimeProvider time)
    {
        this.options = options.Value.Tencent;
        templates =
            this.options.Templates == "*"
                ? TextTemplates.All.ToDictionary(each => each.Name, each => each.Name)
                : TencentOptions.Pairs(this.options.Templates);
        pipeline = HttpPipelineBuilder.Build(clientOptions.Once(), new TencentSignature(this.options, time));
    }

    public async Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (TextTemplates.Find(message.Text) is not { } found || IdOf(found.Template) is not { } template)
        {
            return new(null, Accepted: false, "no-template", Transient: false);
        }

        using var exchange = pipeline.CreateMessage();
        exchange.Request.Method = RequestMethod.Post;
        exchange.Request.Uri.Reset(options.Endpoint);
        exchange.Request.Headers.Add("Content-Type", TencentSignature.ContentType);
        exchange.Request.Headers.Add("X-TC-Action", "SendSms");
        exchange.Request.Headers.Add("X-TC-Version", "2021-01-11");
        exchange.Request.Headers.Add("X-TC-Region", options.Region);
        exchange.Request.Content = RequestContent.Create(
            JsonSerializer.SerializeToUtf8Bytes(
                new TencentRequest([message.To], options.SdkAppId, SignatureFor(message.To), template, found.Values, message.Id),
                TencentWire.Default.TencentRequest
            )
        );
        await pipeline.SendAsync(exchange, cancellationToken);
        return Receipt(exchange.Response);
    }

    /// <summary>Without a template in the traveler's language a text in another is better than none.</summary>
    private string? IdOf(TextTemplate template) =>
        new[] { template.Language, Languages.English, Languages.Simplified }
            .Select(language => templates.GetValueOrDefault((template with { Language = language }).Name))
            .FirstOrDefault(id => id is not null);

    /// <summary>Outside of the mainland texts carry none.</summary>
    private string? SignatureFor(string phone) =>
        phone.StartsWith(Mainland, StringComparison.Ordinal) && options.SignName.Length > 0 ? options.SignName : null;

    private static MessageReceipt Receipt(Response response)
    {
        if (response.Status != 200)
        {
            throw new RequestFailedException(response.Status, $"The provider of text messages answered {response.Status}.");
        }

        var answer = JsonSerializer.Deserialize(response.Content, TencentWire.Default.TencentAnswer)?.Response;
        if (answer?.Error is { Code: { } code })
        {
            // What is wrong with all our calls is no trait of this recipient: an operator must see it.
            return IsPassing(code)
                ? new(null, Accepted: false, code, Transient: true)
                : throw new RequestFailedException(400, $"The provider of text messages refused the call: {code}.");
        }

        return answer?.SendStatusSet is not [var status]
                ? throw new RequestFailedException(
                    response.Status,
                    "The provider of text messages did not answer for exactly the one recipient."
                )
            : status.Code == Accepted
                ? new(status.SerialNo, Accepted: true, Error: null, Transient: false) { ReportTag = TagPrefix + status.SerialNo }
            : new(status.SerialNo, Accepted: false, status.Code, IsPassing(status.Code));
    }

    private static bool IsPassing(string? code) => Passing.Any(passing => code?.StartsWith(passing, StringComparison.Ordinal) == true);
}
