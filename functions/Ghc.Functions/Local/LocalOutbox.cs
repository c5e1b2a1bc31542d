using System.Collections.Concurrent;
using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Local;

public sealed record LocalText(string To, string Text, DateTimeOffset SentAt);

/// <summary>Keeps the texts that would have been sent, in memory, newest last. Like the provider, it sends a text with the same id once.</summary>
public sealed class LocalOutbox(TimeProvider clock) : ISmsSender
{
    private readonly ConcurrentDictionary<string, (int Order, LocalText Text)> texts = new();
    private int count;

    public Task<SmsReceipt> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        // Two texts can be sent at one instant, so their order is counted.
        texts.TryAdd(message.Id, (Interlocked.Increment(ref count), new LocalText(message.To, message.Text, clock.GetUtcNow())));
        return Task.FromResult(new SmsReceipt(ProviderId: null, Accepted: true, Error: null, Transient: false));
    }

    public IReadOnlyList<LocalText> To(string? phone) =>
        [.. texts.Values.OrderBy(sent => sent.Order).Select(sent => sent.Text).Where(text => phone is null || text.To == phone)];
}
