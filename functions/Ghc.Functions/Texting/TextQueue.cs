using System.Globalization;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Texting;

/// <summary>Ours: a text to send. <paramref name="Id"/> is the same for the same text, however often it is asked for; recipient and words are sealed.</summary>
public sealed record TextMessage(string Schema, string Id, DateTimeOffset QueuedAt, string Sealed)
{
    public const string SchemaName = "ghc.text.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

public sealed record TextContent(string To, string Text);

/// <summary>Queues texts, sealed: a queue is read by people who look for a fault.</summary>
public sealed class TextQueue(QueueSender sender, Sealer sealer, TimeProvider clock)
{
    /// <param name="id">Texts with the same id are sent once.</param>
    public Task SendAsync(string id, PhoneNumber to, string text, CancellationToken cancellation)
    {
        var content = sealer.SealJson(new TextContent(to.E164, text), TextingJson.Types.TextContent, Context(id));
        var message = new TextMessage(TextMessage.SchemaName, id, clock.GetUtcNow(), content) { Traceparent = Instrumentation.Traceparent };
        return sender.SendAsync(QueueNames.SmsOutbox, id, message, TextingJson.Types.TextMessage, cancellation);
    }

    public TextContent Open(TextMessage message) => sealer.OpenJson(message.Sealed, TextingJson.Types.TextContent, Context(message.Id));

    private static string Context(string id) => string.Create(CultureInfo.InvariantCulture, $"{QueueNames.SmsOutbox}|{id}");
}
