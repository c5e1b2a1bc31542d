using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Storage.Emulation;

namespace Ghc.Bench.Endurance;

/// <summary>Waits until the app has nothing left to do.</summary>
internal static class Queues
{
    /// <summary>
    /// What a killed worker held stays hidden for ten minutes, and a signed measure is looked at again after two. The emulator's clock
    /// moves instead.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(11);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int LooksWithoutChange = 15;

    /// <summary>Each move lets what is at work be delivered once more, and after five deliveries a message is dead-lettered.</summary>
    private const int Moves = 2;

    /// <summary>Nothing sends texts in this run.</summary>
    private static readonly IReadOnlyList<string> Worked =
    [
        .. QueueNames.All.Except([QueueNames.SmsOutbox, QueueNames.SmsDeliveryReports]),
    ];

    public static async Task DrainAsync(Emulator emulator, StorageClients clients, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var (last, same, moves) = (0, 0, 0);
        while (!patience.IsCancellationRequested && await CountAsync(clients, Worked, cancellation) is > 0 and var count)
        {
            (last, same) = (count, count == last ? same + 1 : 0);
            if (same == LooksWithoutChange && moves++ < Moves)
            {
                await emulator.AdvanceAsync(Lease);
                same = 0;
            }

            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>What nobody worked on: hidden and dead-lettered messages included.</summary>
    public static Task<int> LeftAsync(StorageClients clients, CancellationToken cancellation) =>
        CountAsync(clients, [.. Worked, .. Worked.Select(QueueNames.PoisonOf)], cancellation);

    private static async Task<int> CountAsync(StorageClients clients, IReadOnlyList<string> queues, CancellationToken cancellation)
    {
        var sum = 0;
        foreach (var queue in queues)
        {
            sum += (await clients.Queue(queue).GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        }

        return sum;
    }
}
