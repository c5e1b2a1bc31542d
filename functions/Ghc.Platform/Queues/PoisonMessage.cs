using System.Text;
using System.Text.Unicode;
using Azure;

namespace Ghc.Platform.Queues;

/// <summary>A message as it came out of a poison queue.</summary>
/// <param name="Reason">Holds unless a better one was recorded when the message was dead-lettered.</param>
public sealed record PoisonCopy(string MessageId, byte[] Body, string Reason, DateTimeOffset InsertedAt);

/// <summary>What can be said of a message without showing it.</summary>
public sealed record PoisonEntry(
    string Queue,
    string Key,
    string Reason,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    int Times,
    int Length
)
{
    /// <summary>No function understood it, though it was tried twice as often as host.json says.</summary>
    public const string HandlerFailed = "handler-failed";

    /// <summary>Base64 of something that is no text, so no function saw it.</summary>
    public const string NotUtf8 = "not-utf8";

    public string Id => $"{Queue}.{Key}";

    public string Code => Reason.Split("; ")[0];

    /// <summary>"field: problem", each a key of a text.</summary>
    public IReadOnlyList<string> Problems => Reason.Split("; ")[1..];
}

/// <param name="Body">Byte for byte what came.</param>
public sealed record PoisonMessage(PoisonEntry Entry, byte[] Body, ETag ReadAs)
{
    /// <summary>The key of the text that somebody wants to replay instead; null if nobody does.</summary>
    public string? MendedKey { get; init; }

    public string? MendedBy { get; init; }

    /// <summary>To be shown: base64 of what is no text.</summary>
    public string Text => Utf8.IsValid(Body) ? Encoding.UTF8.GetString(Body) : Convert.ToBase64String(Body);
}
