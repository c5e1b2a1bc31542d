using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Functions.Policies;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Messaging;

/// <summary>Every message that the app itself puts into a queue.</summary>
public sealed partial class Outbox(StorageClients clients, Sealer sealer, PoisonTable poison, TimeProvider clock, ILogger<Outbox> logger)
{
    /// <summary>64 KiB of base64.</summary>
    private const int MaxMessageBytes = 48 * 1024;

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>What Queue Storage allows (Put Message, visibilitytimeout).</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>Whether a queue takes a message of this length.</summary>
    public static bool Fits(string message) => Encoding.UTF8.GetByteCount(message) <= MaxMessageBytes;

    /// <param name="reportedAt">When the laboratory reported, if a result is the cause.</param>
    /// <param name="delay">Not before it has passed.</param>
    public Task RecomputeAsync(string documentKey, string cause, CancellationToken cancellation, DateTimeOffset? reportedAt = null, TimeSpan delay = default) => SendAsync(
        QueueNames.RecomputeColors,
        documentKey,
        RecomputeColorMessage.For(documentKey, cause) with { ReportedAt = reportedAt, Traceparent = Telemetry.Traceparent },
        GhcJson.Default.RecomputeColorMessage,
        cancellation,
        delay);

    public Task RecordVisitAsync(VisitMessage visit, CancellationToken cancellation) =>
        SendAsync(QueueNames.Visits, visit.DocumentKey, visit with { Traceparent = Telemetry.Traceparent }, GhcJson.Default.VisitMessage, cancellation);

    /// <summary>Not before <paramref name="patience"/>: who looks at the code meanwhile needs no text.</summary>
    public Task TellColorAsync(string documentKey, TimeSpan patience, CancellationToken cancellation) =>
        SendAsync(QueueNames.ColorNews, documentKey, new(ColorNewsMessage.SchemaName, documentKey, null) { Traceparent = Telemetry.Traceparent }, GhcJson.Default.ColorNewsMessage, cancellation, patience);

    public Task ColorSeenAsync(string documentKey, Color color, CancellationToken cancellation) =>
        SendAsync(QueueNames.ColorNews, documentKey, new(ColorNewsMessage.SchemaName, documentKey, Words.Of(color)) { Traceparent = Telemetry.Traceparent }, GhcJson.Default.ColorNewsMessage, cancellation);

    /// <param name="delay">Not before it has passed.</param>
    public Task CarryOutMeasureAsync(string measureId, CancellationToken cancellation, TimeSpan delay = default) =>
        SendAsync(
            QueueNames.Measures,
            measureId,
            new MeasureMessage(MeasureMessage.SchemaName, measureId) { Traceparent = Telemetry.Traceparent },
            GhcJson.Default.MeasureMessage,
            cancellation,
            delay);

    /// <param name="delay">Not before it has passed, or what a queue can hide a message for: the sweeper sends again what came too early.</param>
    public Task SweepAsync(string sweepId, string prefix, TimeSpan delay, CancellationToken cancellation) =>
        SendAsync(
            QueueNames.SweepRanges,
            prefix,
            new SweepRangeMessage(SweepRangeMessage.SchemaName, sweepId, prefix) { Traceparent = Telemetry.Traceparent },
            GhcJson.Default.SweepRangeMessage,
            cancellation,
            delay < LongestDelay ? delay : LongestDelay);

    /// <param name="id">Texts with the same id are sent once.</param>
    public Task TextAsync(string id, PhoneNumber to, string text, CancellationToken cancellation)
    {
        var content = sealer.SealJson(new TextContent(to.E164, text), GhcJson.Default.TextContent, TextContext(id));
        var message = new TextMessage(TextMessage.SchemaName, id, clock.GetUtcNow(), content) { Traceparent = Telemetry.Traceparent };
        return SendAsync(QueueNames.SmsOutbox, id, message, GhcJson.Default.TextMessage, cancellation);
    }

    public TextContent OpenText(TextMessage message) =>
        sealer.OpenJson(message.Sealed, GhcJson.Default.TextContent, TextContext(message.Id));

    /// <summary>Puts a message aside, unchanged, that cannot be understood. Its reason is recorded first: a message without a reason helps nobody.</summary>
    public async Task PutAsideAsync(string queue, string message, Refusal why, CancellationToken cancellation)
    {
        var reason = string.Join("; ", why.Errors.Select(error => $"{Plain(error.Field)}: {error.Problem}").Prepend(why.Code));
        await poison.PutAsync(queue, message, reason, clock.GetUtcNow(), cancellation);
        await clients.Queue(QueueNames.PoisonOf(queue)).SendMessageAsync(message, timeToLive: Forever, cancellationToken: cancellation);
        LogPutAside(queue, why.Code);
    }

    /// <summary>An unknown member may have any name; it must not be taken for more than one field of a reason.</summary>
    private static string Plain(string field) => string.Concat(field.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']' or '-' ? c : '_'));

    /// <param name="key">What the message is about: it goes to that key's account, whose app works on it.</param>
    private async Task SendAsync<T>(string queue, string key, T message, JsonTypeInfo<T> type, CancellationToken cancellation, TimeSpan delay = default) =>
        await clients.Queue(queue, key).SendMessageAsync(JsonSerializer.Serialize(message, type), delay, Forever, cancellation);

    private static string TextContext(string id) => string.Create(CultureInfo.InvariantCulture, $"{QueueNames.SmsOutbox}|{id}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message put aside. Queue: {Queue}, reason: {Code}")]
    private partial void LogPutAside(string queue, string code);
}
