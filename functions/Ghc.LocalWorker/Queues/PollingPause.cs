using System.Security.Cryptography;

namespace Ghc.LocalWorker.Queues;

/// <summary>How long to wait before looking at an empty queue again: doubling from 100 ms, give or take a fifth so that queues do not march in step.</summary>
internal sealed class PollingPause(TimeSpan longest)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private int emptyLooks;

    public TimeSpan Next()
    {
        if (emptyLooks++ == 0)
            return Shortest;
        var spread = RandomNumberGenerator.GetInt32(80, 121) / 100.0;
        var pause = Shortest * (Math.Pow(2, Math.Min(emptyLooks - 1, 30)) * spread);
        return pause < longest ? pause : longest;
    }

    public void Reset() => emptyLooks = 0;
}
