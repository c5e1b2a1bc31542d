using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Poison;

/// <param name="Queues">How many wait in each queue that was asked for, and since when.</param>
/// <param name="Messages">The oldest first; <see cref="ListPoison.MaxListed"/> at most.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record PoisonListAnswer(IReadOnlyList<PoisonQueueView> Queues, IReadOnlyList<PoisonView> Messages, string? Next);

public sealed record PoisonQueueView(string Queue, int Waiting, DateTimeOffset? OldestAt, IReadOnlyDictionary<string, int> Reasons);

public sealed record PoisonView(
    string Id,
    string Queue,
    string Reason,
    string Text,
    IReadOnlyList<string> Problems,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    int Times,
    int Bytes,
    long AgeSeconds
)
{
    public static PoisonView Of(PoisonEntry entry, DateTimeOffset now, CultureInfo language) =>
        new(
            entry.Id,
            entry.Queue,
            entry.Code,
            Texts.Get($"poison.{entry.Code}", language),
            [.. entry.Problems.Select(problem => Describe(problem, language))],
            entry.FirstSeen,
            entry.LastSeen,
            entry.Times,
            entry.Length,
            Math.Max(0, (long)(now - entry.FirstSeen).TotalSeconds)
        );

    /// <summary>"sampledAt: time.future" → "sampledAt: This time is in the future."</summary>
    private static string Describe(string problem, CultureInfo language) =>
        problem.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? $"{problem[..colon]}: {Texts.Get($"field.{problem[(colon + 2)..]}", language)}"
            : problem;
}

/// <param name="Message">The text as it came; base64 of what is no text (<see cref="PoisonEntry.NotUtf8"/>).</param>
/// <param name="Payload">What is inside, if the message is signed.</param>
public sealed record PoisonAnswer(PoisonView About, string Message, string? Payload);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReplayPoisonRequest(string? Message);

public sealed record ReplayPoisonAnswer(string Id, string Queue);
