using System.Collections.Concurrent;

namespace Ghc.LocalHost.Texts;

/// <summary>Keeps texts in memory, in the order in which they were sent. A text with the same id is sent once.</summary>
internal sealed class LocalTexts(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Sent> texts = new();
    private int count;

    /// <returns>The id of the message, which is that of the first one if this is a repetition.</returns>
    public string Send(string to, string text, string repeatabilityId, string? subject = null)
    {
        // Two texts can be sent in the same instant, so the order is counted.
        var order = Interlocked.Increment(ref count);
        return texts
            .GetOrAdd($"{repeatabilityId} {to}", _ => new Sent(order, new LocalText(to, text, time.GetUtcNow().UtcDateTime, subject)))
            .MessageId;
    }

    /// <param name="to">E.164 or an e-mail address; null for all.</param>
    public IEnumerable<LocalText> To(string? to) =>
        texts
            .Values.OrderBy(sent => sent.Order)
            .Select(sent => sent.Text)
            .Where(text => to is null || string.Equals(text.To, to, StringComparison.OrdinalIgnoreCase));

    private sealed record Sent(int Order, LocalText Text)
    {
        public string MessageId { get; } = $"Outgoing_{Guid.NewGuid():N}";
    }
}
