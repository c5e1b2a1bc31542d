using System.Collections.Concurrent;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Tests.Support;

/// <summary>The far side of texts: lists what it was handed, and refuses what the test tells it to.</summary>
public sealed class SmsProvider(TimeProvider clock) : IMessageSender
{
    private readonly ConcurrentQueue<OutgoingMessage> handed = new();

    public TextList Texts { get; } = new(clock);

    /// <summary>Everything handed over, repetitions included.</summary>
    public IReadOnlyList<OutgoingMessage> Handed => [.. handed];

    public bool RecognizesRepetition { get; set; } = true;

    public Func<OutgoingMessage, MessageReceipt?> Refuse { get; set; } = _ => null;

    public Task<MessageReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        handed.Enqueue(message);
        return Task.FromResult(Refuse(message) ?? Texts.Add(message));
    }
}
