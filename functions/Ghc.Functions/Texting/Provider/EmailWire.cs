using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.Functions.Texting.Provider;

/// <summary>The body of POST /emails:send, api-version 2023-03-31.</summary>
public sealed record EmailSendRequest(
    string SenderAddress,
    EmailContent Content,
    EmailRecipients Recipients,
    bool UserEngagementTrackingDisabled
);

public sealed record EmailContent(string Subject, string PlainText);

public sealed record EmailRecipients(IReadOnlyList<EmailRecipient> To);

public sealed record EmailRecipient(string Address);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EmailSendRequest))]
public sealed partial class EmailWire : JsonSerializerContext;
