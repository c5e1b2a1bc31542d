using System.Collections.Concurrent;
using Ghc.Functions.Texting.Provider;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>A text message that was handed to the provider.</summary>
public sealed record SentText(string To, string Text, DateTimeOffset SentAt);

/// <summary>The texts that a provider sent, oldest first. Like the provider, it sends a text with the same id once.</summary>
public sealed class TextList(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (int Order, SentText Text)> texts = new();
    private int count;

    public MessageReceipt Add(OutgoingMessage message)
    {
        // Two texts can be sent at one instant, so their order is counted.
        texts.TryAdd(message.Id, (Interlocked.Increment(ref count), new SentText(message.To, message.Text, clock.GetUtcNow())));
        return new MessageReceipt(ProviderId: null, Accepted: true, Error: null, Transient: false)
        {
            ReportTag = message.Subject is null ? null : AzureCommunicationEmail.TagPrefix + message.Id,
        };
    }

    public IReadOnlyList<SentText> To(string? phone) =>
        [.. texts.Values.OrderBy(sent => sent.Order).Select(sent => sent.Text).Where(text => phone is null || text.To == phone)];

    /// <summary>Answers GET local/email, as the local host does.</summary>
    public Task ListEmailsAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            To(context.Request.Query["to"].ToString())
                .Select(email => new
                {
                    email.To,
                    email.Text,
                    SentAt = email.SentAt.UtcDateTime,
                })
        );

    /// <summary>Answers GET local/sms, as the local host does.</summary>
    public Task ListAsync(HttpContext context)
    {
        // A plus sign that nobody escaped arrives as a space.
        var to = context.Request.Query["to"].ToString().Trim();
        var texts = To(
            to.Length == 0 ? null
            : to.StartsWith('+') ? to
            : $"+{to}"
        );
        return context.Response.WriteAsJsonAsync(
            texts.Select(text => new
            {
                text.To,
                text.Text,
                SentAt = text.SentAt.UtcDateTime,
            })
        );
    }
}
