using System.Globalization;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Texting;

/// <summary>
/// Ours: a text to send. <paramref name="Id"/> is the same for the same text, however often it is asked for; recipient and words are
/// sealed.
/// </summary>
public sealed record TextMessage(string Schema, string Id, DateTimeOffset QueuedAt, string Sealed)
{
    public const string SchemaName = "ghc.text.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <param name="To">A phone (E.164), or an e-mail address.</param>
/// <param name="Subject">The subject of an e-mail; null for a text message.</param>
public sealed record TextContent(string To, string Text, string? Subject = null);

/// <summary>Queues texts and e-mails, sealed: a queue is read by people who look for a fault.</summary>
public sealed class TextQueue(QueueSender sender, Sealer sealer, TimeProvider clock)
{
    /// <param name="id">Texts with the same id are sent once.</param>
    public Task SendAsync(string id, PhoneNumber to, string text, CancellationToken cancellation) =>
        SendAsync(id, new TextContent(to.E164, text), cancellation);

    /// <summary>The same by e-mail. The subject says no more than whom it is from: it shows on locked screens.</summary>
    public Task SendAsync(string id, EmailAddress to, string text, CultureInfo language, CancellationToken cancellation) =>
        SendAsync(id, new TextContent(to.Text, text, Texts.Get("email.subject", language)), cancellation);

    /// <param name="language">Of the subject, where it goes by e-mail.</param>
    public Task SendAsync(string id, Contact to, string text, CultureInfo language, CancellationToken cancellation) =>
        to.Phone is { } phone ? SendAsync(id, phone, text, cancellation) : SendAsync(id, to.Email!, text, language, cancellation);

    /// <summary>Tells the owner of an account where they read; nobody if mail to the only address comes back.</summary>
    public Task TellAsync(string id, Account account, string text, CancellationToken cancellation) =>
        account.NoticesTo is { } to ? SendAsync(id, to, text, Languages.OfTag(account.Data!.Language), cancellation) : Task.CompletedTask;

    private Task SendAsync(string id, TextContent words, CancellationToken cancellation)
    {
        var content = sealer.SealJson(words, TextingJson.Types.TextContent, Context(id));
        var message = new TextMessage(TextMessage.SchemaName, id, clock.GetUtcNow(), content) { Traceparent = Instrumentation.Traceparent };
        return sender.SendAsync(QueueNames.SmsOutbox, id, message, TextingJson.Types.TextMessage, cancellation);
    }

    public TextContent Open(TextMessage message) => sealer.OpenJson(message.Sealed, TextingJson.Types.TextContent, Context(message.Id));

    private static string Context(string id) => string.Create(CultureInfo.InvariantCulture, $"{QueueNames.SmsOutbox}|{id}");
}
