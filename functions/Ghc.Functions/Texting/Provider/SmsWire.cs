using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.Functions.Texting.Provider;

/// <summary>The bodies of POST /sms, api-version 2021-03-07.</summary>
public sealed record SendRequest(string From, IReadOnlyList<Recipient> SmsRecipients, string Message, SendOptions SmsSendOptions);

public sealed record Recipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

public sealed record SendOptions(bool EnableDeliveryReport, string Tag);

public sealed record SendAnswer(IReadOnlyList<SendResult>? Value);

public sealed record SendResult(string? MessageId, int HttpStatusCode, bool Successful, string? ErrorMessage);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(SendAnswer))]
public sealed partial class SmsWire : JsonSerializerContext;
