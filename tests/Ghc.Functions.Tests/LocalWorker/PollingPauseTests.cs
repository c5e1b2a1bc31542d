using Ghc.LocalWorker.Queues;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class PollingPauseTests
{
    [Fact]
    public void Next_NothingFound_DoublesUpToTheLongest()
    {
        var pause = new PollingPause(TimeSpan.FromSeconds(2));

        Assert.Equal(100, pause.Next().TotalMilliseconds);
        Assert.InRange(pause.Next().TotalMilliseconds, 160, 240);
        Assert.InRange(pause.Next().TotalMilliseconds, 320, 480);
        Assert.InRange(pause.Next().TotalMilliseconds, 640, 960);
        Assert.InRange(pause.Next().TotalMilliseconds, 1280, 1920);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(2000, pause.Next().TotalMilliseconds));
    }

    [Fact]
    public void Reset_AfterLongSilence_StartsShortAgain()
    {
        var pause = new PollingPause(TimeSpan.FromMinutes(1));
        for (var looks = 0; looks < 20; looks++)
            pause.Next();

        pause.Reset();

        Assert.Equal(PollingPause.Shortest, pause.Next());
    }
}
