using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.Functions.Messaging.Sms;

/// <summary>The bodies of POST /sms, api-version 2021-03-07.</summary>
internal sealed record SendRequest(string From, IReadOnlyList<Recipient> SmsRecipients, string Message, SendOptions SmsSendOptions);

internal sealed record Recipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

internal sealed record SendOptions(bool EnableDeliveryReport, string Tag);

internal sealed record SendAnswer(IReadOnlyList<SendResult>? Value);

internal sealed record SendResult(string? MessageId, int HttpStatusCode, bool Successful, string? ErrorMessage);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(SendAnswer))]
internal sealed partial class SmsWire : JsonSerializerContext;
