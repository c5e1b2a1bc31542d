using Ghc.Functions.Messaging.Sms;

namespace Ghc.Functions.Local;

public sealed record LocalText(string To, string Text, DateTimeOffset SentAt);

/// <summary>Keeps the texts that would have been sent, in memory, newest last. Like the provider, it sends a text with the same id once.</summary>
public sealed class LocalOutbox(TimeProvider clock) : ISmsSender
{
    private readonly Lock gate = new();

    /// <summary>In the order of sending, not of time: two texts of one moment would change places.</summary>
    private readonly OrderedDictionary<string, LocalText> texts = [];

    public Task<SmsReceipt> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            texts.TryAdd(message.Id, new LocalText(message.To, message.Text, clock.GetUtcNow()));
        }

        return Task.FromResult(new SmsReceipt(ProviderId: null, Accepted: true, Error: null, Transient: false));
    }

    public IReadOnlyList<LocalText> To(string? phone)
    {
        lock (gate)
        {
            return [.. texts.Values.Where(text => phone is null || text.To == phone)];
        }
    }
}
