namespace Ghc.LocalHost;

/// <summary>Pauses before restarts. They double from 1 second to 30, and begin again at 1 second after a run that lasted.</summary>
internal sealed class RestartPause(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan next = Shortest;
    private long started;

    public void Started() => started = time.GetTimestamp();

    public TimeSpan Next()
    {
        var pause = time.GetElapsedTime(started) > Longest ? Shortest : next;
        next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
