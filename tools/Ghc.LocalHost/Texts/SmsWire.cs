namespace Ghc.LocalHost.Texts;

/// <summary>Request and response of POST /sms. https://learn.microsoft.com/rest/api/communication/sms/sms/send</summary>
internal sealed record SmsRequest(string? From, IReadOnlyList<SmsRecipient>? SmsRecipients, string? Message);

internal sealed record SmsRecipient(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);

internal sealed record SmsResponse(IEnumerable<SmsResult> Value);

internal sealed record SmsResult(
    string To,
    string? MessageId,
    int HttpStatusCode,
    string? RepeatabilityResult,
    bool Successful,
    string? ErrorMessage
);

internal sealed record SmsError(SmsErrorBody Error);

internal sealed record SmsErrorBody(string Code, string Message);
