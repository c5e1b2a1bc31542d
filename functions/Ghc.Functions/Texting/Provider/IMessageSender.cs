namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// The provider of text messages and e-mails. Which one can deliver depends on the country, so there is more than one. See docs/adr/0004
/// and 0034.
/// </summary>
public interface IMessageSender
{
    /// <summary>Whether a text that is handed over again under the same id is sent once.</summary>
    bool RecognizesRepetition => true;

    /// <summary>
    /// What the provider says about the recipient is a value. Whatever keeps us from hearing it (throttling, 5xx, a time-out, our own wrong
    /// settings) is an exception, so that the queue delivers the message again and keeps it as poison at last.
    /// </summary>
    Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <param name="Id">Unique for the message and the same at every redelivery.</param>
/// <param name="To">E.164, or an e-mail address if there is a subject.</param>
/// <param name="Text">160 GSM-7 or 70 UCS-2 characters a segment.</param>
public sealed record OutgoingMessage(string Id, string To, string Text)
{
    /// <summary>
    /// When the message was first put into the outbox. Without it the current minute stands in, and a redelivery in the next minute may be
    /// sent a second time.
    /// </summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The subject of an e-mail; null for a text message.</summary>
    public string? Subject { get; init; }

    /// <summary>Records print their members, and neither the phone nor the text may reach a log.</summary>
    public override string ToString() => $"OutgoingMessage {Id}";
}

/// <param name="ProviderId">The provider's name of the message, for delivery reports.</param>
/// <param name="Accepted">The provider will try to deliver.</param>
/// <param name="Error">Why not, without the phone.</param>
/// <param name="Transient">The same message may be accepted later; let the queue deliver it again.</param>
public sealed record MessageReceipt(string? ProviderId, bool Accepted, string? Error, bool Transient)
{
    /// <summary>The provider's name of the message in reports, if it is not our id.</summary>
    public string? ReportTag { get; init; }
}
