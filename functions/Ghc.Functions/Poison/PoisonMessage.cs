using Azure;

namespace Ghc.Functions.Poison;

/// <summary>A message as it came out of a poison queue.</summary>
/// <param name="Reason">Holds unless a better one was recorded when the message was put aside.</param>
public sealed record PoisonCopy(string MessageId, string Text, string Reason, DateTimeOffset InsertedAt);

/// <summary>What can be said of a message without showing it.</summary>
public sealed record PoisonEntry(string Queue, string Key, string Reason, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Times, int Length)
{
    /// <summary>No function understood it, though it was tried as often as host.json says.</summary>
    public const string HandlerFailed = "handler-failed";

    /// <summary>Not base64, so the host never showed it to a function.</summary>
    public const string NotBase64 = "not-base64";

    public string Id => $"{Queue}.{Key}";

    public string Code => Reason.Split("; ")[0];

    /// <summary>"field: problem", each a key of a text.</summary>
    public IReadOnlyList<string> Problems => Reason.Split("; ")[1..];
}

public sealed record PoisonMessage(PoisonEntry Entry, string Text, ETag ReadAs);
