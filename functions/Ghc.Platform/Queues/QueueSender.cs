using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;

namespace Ghc.Platform.Queues;

/// <summary>Sends the messages that the app itself puts into queues. They never expire.</summary>
public sealed class QueueSender(StorageClients clients)
{
    /// <summary>What Queue Storage allows (Put Message, visibilitytimeout).</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>Time to live of a message that does not expire.</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>64 KiB of base64.</summary>
    private const int MaxMessageBytes = 48 * 1024;

    /// <summary>Whether a queue takes a message of this length.</summary>
    public static bool Fits(string message) => Encoding.UTF8.GetByteCount(message) <= MaxMessageBytes;

    /// <summary>
    /// Sends what somebody else wrote, to a queue at home: in base64, or plain if it came plain and is too long otherwise.
    /// </summary>
    public async Task PassOnAsync(string queue, byte[] body, CancellationToken cancellation)
    {
        using var span = Instrumentation.Send(queue);
        await (
            body.Length <= MaxMessageBytes
                ? clients.Queue(queue).SendMessageAsync(new BinaryData(body), timeToLive: Forever, cancellationToken: cancellation)
                : clients
                    .RawQueue(queue)
                    .SendMessageAsync(Encoding.UTF8.GetString(body), timeToLive: Forever, cancellationToken: cancellation)
        );
    }

    /// <param name="key">What the message is about: it goes to that key's account, whose app works on it.</param>
    /// <param name="delay">The message stays invisible this long.</param>
    public async Task SendAsync<T>(
        string queue,
        string key,
        T message,
        JsonTypeInfo<T> type,
        CancellationToken cancellation,
        TimeSpan delay = default
    )
    {
        using var span = Instrumentation.Send(queue);
        await clients.Queue(queue, key).SendMessageAsync(JsonSerializer.Serialize(message, type), delay, Forever, cancellation);
    }
}
