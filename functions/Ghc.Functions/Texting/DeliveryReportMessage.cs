namespace Ghc.Functions.Texting;

/// <summary>Event Grid's: what became of a text. CloudEvents 1.0 around the provider's data, of which only this much is read.</summary>
public sealed record DeliveryReportMessage(string? Type, DeliveryReport? Data)
{
    public const string EventType = "Microsoft.Communication.SMSDeliveryReportReceived";
}

/// <param name="Tag">The id of the text.</param>
/// <param name="To">E.164.</param>
public sealed record DeliveryReport(string? Tag, string? To, string? DeliveryStatus)
{
    public const string Delivered = "Delivered";
}
