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

    /// <summary>Tells the owner of an account where they read: by text, or by e-mail if texts do not arrive.</summary>
    public Task TellAsync(string id, Account account, string text, CancellationToken cancellation) =>
        account.MailInsteadOfTexts is { } address
            ? SendAsync(id, address, text, Languages.OfTag(account.Data!.Language), cancellation)
            : SendAsync(id, account.Data!.Phone, text, cancellation);

    private Task SendAsync(string id, TextContent words, CancellationToken cancellation)
    {
        var content = sealer.SealJson(words, TextingJson.Types.TextContent, Context(id));
        var message = new TextMessage(TextMessage.SchemaName, id, clock.GetUtcNow(), content) { Traceparent = Instrumentation.Traceparent };
        return sender.SendAsync(QueueNames.SmsOutbox, id, message, TextingJson.Types.TextMessage, cancellation);
    }

    public TextContent Open(TextMessage message) => sealer.OpenJson(message.Sealed, TextingJson.Types.TextContent, Context(message.Id));

    private static string Context(string id) => string.Create(CultureInfo.InvariantCulture, $"{QueueNames.SmsOutbox}|{id}");
}
