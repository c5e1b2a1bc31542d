using Ghc.Domain.Colors;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Colors;

/// <summary>
/// Ours: the color of a claimed code may be news to its owner, or (<paramref name="Seen"/>) is none any more, or news of
/// <see cref="PhoneKey"/> may leave.
/// </summary>
/// <param name="DocumentKey">Empty if the message is about a phone.</param>
public sealed record ColorNewsMessage(string Schema, string DocumentKey, string? Seen)
{
    /// <summary>The phone whose texts were gathered long enough.</summary>
    public string? PhoneKey { get; init; }

    public const string SchemaName = "ghc.color-news.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Tells the function that sends texts about colors what may be news, and what was seen.</summary>
public sealed class ColorNewsQueue(QueueSender sender)
{
    /// <summary>Not before <paramref name="patience"/>: an owner who looks at the code meanwhile needs no text.</summary>
    public Task TellAsync(string documentKey, TimeSpan patience, CancellationToken cancellation) =>
        SendAsync(documentKey, seen: null, cancellation, patience);

    public Task SeenAsync(string documentKey, Color color, CancellationToken cancellation) =>
        SendAsync(documentKey, Words.Of(color), cancellation);

    /// <summary>Has the news of a phone sent after <paramref name="gathering"/>.</summary>
    public Task GatherAsync(string phoneKey, TimeSpan gathering, CancellationToken cancellation) =>
        SendAsync(
            phoneKey,
            new ColorNewsMessage(ColorNewsMessage.SchemaName, "", Seen: null) { PhoneKey = phoneKey },
            gathering,
            cancellation
        );

    private Task SendAsync(string documentKey, string? seen, CancellationToken cancellation, TimeSpan delay = default) =>
        SendAsync(documentKey, new ColorNewsMessage(ColorNewsMessage.SchemaName, documentKey, seen), delay, cancellation);

    private Task SendAsync(string key, ColorNewsMessage message, TimeSpan delay, CancellationToken cancellation) =>
        sender.SendAsync(
            QueueNames.ColorNews,
            key,
            message with
            {
                Traceparent = Instrumentation.Traceparent,
            },
            ColorsJson.Types.ColorNewsMessage,
            cancellation,
            delay
        );
}
