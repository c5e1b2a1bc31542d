using System.Collections.Concurrent;
using System.Text;
using Ghc.Domain;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Senders;

/// <summary>
/// Takes messages over HTTP from senders that cannot reach the queue: the storage account has no public address. The sender signs the body
/// or the call; the service signs the parts for the queue, so that a long body can be split. Everything is in the queue before the caller
/// gets an answer.
/// </summary>
public sealed class SenderIntake(
    SenderGate gate,
    SenderTokens tokens,
    SenderRegister register,
    ServiceSignature service,
    QueueSender queue,
    IOptionsMonitor<SenderOptions> options,
    TimeProvider clock
)
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary>A message of the queue, signed and encoded, holds this much.</summary>
    public const int MaxMessageBytes = 35 * 1024;

    private readonly ConcurrentDictionary<(SenderKind, string), (long Minute, int Calls)> calls = new();

    /// <param name="split">Cuts a body into messages that name the sender, of at most <see cref="MaxMessageBytes"/> wherever a part allows
    /// it.</param>
    /// <returns>How many messages were queued.</returns>
    public async Task<Outcome<int>> TakeAsync(
        HttpRequest request,
        SenderKind kind,
        string id,
        string queueName,
        Func<string, Outcome<IReadOnlyList<string>>> split,
        CancellationToken cancellation
    )
    {
        if (await CallerRefusalAsync(request, kind, id, cancellation) is { } caller)
        {
            return caller;
        }

        if (
            (await JsonBody.ReadTextAsync(request, cancellation, MaxBytes)).Refused(out var refusal, out var body)
            || (await OpenAsync(request, kind, id, body.Trim(), cancellation)).Refused(out refusal, out var text)
        )
        {
            return refusal;
        }

        // Only known senders are counted, so that strangers fill neither the memory nor the minute of a sender.
        if (TooMany(kind, id) is { } busy)
        {
            return busy;
        }

        if (split(text).Refused(out refusal, out var messages))
        {
            return refusal;
        }

        if (messages.Any(message => Encoding.UTF8.GetByteCount(message) > MaxMessageBytes))
        {
            return Refusal.Invalid("body", "body.too-large");
        }

        await Parallel.ForEachAsync(
            messages,
            cancellation,
            async (message, token) => await queue.PassOnAsync(queueName, Encoding.UTF8.GetBytes(service.Sign(message)), token)
        );
        return messages.Count;
    }

    /// <summary>Null for a caller that may go on. One without a token must sign the body.</summary>
    private async Task<Refusal?> CallerRefusalAsync(HttpRequest request, SenderKind kind, string id, CancellationToken cancellation)
    {
        if (SenderTokens.Find(request) is not { } token)
        {
            return request.Headers.Authorization.Count > 0 ? new Refusal(RefusalCodes.NotSignedIn) : null;
        }

        return await tokens.RefusalAsync(kind, token, id, toSend: true, cancellation)
            ?? (await register.FindAsync(kind, id, cancellation) is { SuspendedAt: not null } ? new Refusal(RefusalCodes.Forbidden) : null);
    }

    /// <summary>The text in a signed body; a body without a signature needs a token.</summary>
    private async Task<Outcome<string>> OpenAsync(
        HttpRequest request,
        SenderKind kind,
        string id,
        string body,
        CancellationToken cancellation
    )
    {
        if (!CompactJws.IsMeant(body))
        {
            return SenderTokens.Find(request) is null ? new Refusal(RefusalCodes.NotSignedIn) : body;
        }

        if (SenderGate.Open(body).Refused(out var refusal, out var signed))
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        refusal = ServiceSignature.IsMeant(signed.Signature!)
            ? new Refusal(RefusalCodes.NotSignedIn)
            : await gate.RefusalAsync(kind, id, signed.Signature, cancellation);
        return refusal is null ? signed.Text
            : refusal.Code == SenderRefusals.Suspended(kind) || refusal.Code == SenderRefusals.Mismatch(kind)
                ? new Refusal(RefusalCodes.Forbidden)
            : new Refusal(RefusalCodes.NotSignedIn);
    }

    private Refusal? TooMany(SenderKind kind, string id)
    {
        var now = clock.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        var counted = calls.AddOrUpdate(
            (kind, id),
            (minute, 1),
            (_, known) => known.Minute == minute ? (minute, known.Calls + 1) : (minute, 1)
        );
        return counted.Calls <= options.Get(SenderOptions.Section(kind)).CallsPerMinute
            ? null
            : new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(60 - (now.ToUnixTimeSeconds() % 60)) };
    }
}
