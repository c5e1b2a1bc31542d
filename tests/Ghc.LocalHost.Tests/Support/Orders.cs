using Azure.Storage.Queues;

namespace Ghc.LocalHost.Tests.Support;

/// <summary>The queues of the sample app: orders that it receives, and what its functions saw.</summary>
internal sealed class Orders(string account)
{
    private readonly QueueClient queue = new(account, "orders", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    private readonly QueueClient raw = new(account, "orders");
    private readonly QueueClient poison = new(account, "orders-poison");
    private readonly QueueClient seen = new(account, "seen");

    public async Task SendAsync(string message)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await queue.SendMessageAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>As it is, without base64.</summary>
    public async Task SendRawAsync(string body)
    {
        await raw.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await raw.SendMessageAsync(body, TestContext.Current.CancellationToken);
    }

    /// <summary>Messages that are there, whether visible or leased.</summary>
    public async Task<int> CountAsync() =>
        (await queue.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;

    public async Task<IReadOnlyList<string>> VisibleAsync() =>
        [.. (await queue.PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value.Select(message => message.MessageText)];

    public Task<IReadOnlyList<string>> SeenAsync() => PeekAsync(seen);

    /// <summary>Bodies as they are, without decoding.</summary>
    public Task<IReadOnlyList<string>> PoisonAsync() => PeekAsync(poison);

    public Task UntilSeenAsync(string what) => Until.TrueAsync(async () => (await SeenAsync()).Contains(what));

    private static async Task<IReadOnlyList<string>> PeekAsync(QueueClient queue) =>
        await queue.ExistsAsync(TestContext.Current.CancellationToken)
            ? [.. (await queue.PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value.Select(message => message.MessageText)]
            : [];
}
