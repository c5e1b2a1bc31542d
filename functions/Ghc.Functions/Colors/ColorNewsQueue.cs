using Ghc.Domain.Colors;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Colors;

/// <summary>Ours: the color of a claimed code may be news to its owner, or (<paramref name="Seen"/>) is none any more.</summary>
public sealed record ColorNewsMessage(string Schema, string DocumentKey, string? Seen)
{
    public const string SchemaName = "ghc.color-news.v1";

    /// <summary>The trace that this message continues (W3C Trace Context).</summary>
    public string? Traceparent { get; init; }
}

/// <summary>Tells the function that sends texts about colors what may be news, and what was seen.</summary>
public sealed class ColorNewsQueue(QueueSender sender)
{
    /// <summary>Not before <paramref name="patience"/>: an owner who looks at the code meanwhile needs no text.</summary>
    public Task TellAsync(string documentKey, TimeSpan patience, CancellationToken cancellation) => SendAsync(documentKey, seen: null, cancellation, patience);

    public Task SeenAsync(string documentKey, Color color, CancellationToken cancellation) => SendAsync(documentKey, Words.Of(color), cancellation);

    private Task SendAsync(string documentKey, string? seen, CancellationToken cancellation, TimeSpan delay = default) => sender.SendAsync(
        QueueNames.ColorNews,
        documentKey,
        new ColorNewsMessage(ColorNewsMessage.SchemaName, documentKey, seen) { Traceparent = Instrumentation.Traceparent },
        ColorsJson.Types.ColorNewsMessage,
        cancellation,
        delay);
}
