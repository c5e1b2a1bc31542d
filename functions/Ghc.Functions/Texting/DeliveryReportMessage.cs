namespace Ghc.Functions.Texting;

/// <summary>
/// Event Grid's: what became of a text or an e-mail. CloudEvents 1.0 around the provider's data, of which only this much is read.
/// </summary>
public sealed record DeliveryReportMessage(string? Type, DeliveryReport? Data)
{
    public const string EventType = "Microsoft.Communication.SMSDeliveryReportReceived";
    public const string EmailEventType = "Microsoft.Communication.EmailDeliveryReportReceived";
}

/// <param name="Tag">The id of the text.</param>
/// <param name="To">E.164.</param>
public sealed record DeliveryReport(string? Tag, string? To, string? DeliveryStatus)
{
    public const string Delivered = "Delivered";

    /// <summary>The address is a mailing list, which took the e-mail.</summary>
    public const string Expanded = "Expanded";

    /// <summary>The address does not exist, or rejects us for good.</summary>
    public const string Bounced = "Bounced";

    /// <summary>The address bounced before, so the provider did not even try.</summary>
    public const string Suppressed = "Suppressed";

    /// <summary>Of an e-mail: the operation that sent it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Of an e-mail.</summary>
    public string? Recipient { get; init; }

    /// <summary>Of an e-mail.</summary>
    public string? Status { get; init; }
}
