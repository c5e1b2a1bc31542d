using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class SessionCutTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, 5, TimeSpan.Zero);

    [Fact]
    public void Before_EndsWhatIsOlder_ToTheMillisecond()
    {
        var cut = SessionCut.Before(Now.AddTicks(9));
        Assert.False(cut.Allows(Now.AddMilliseconds(-1), "a"));
        Assert.True(cut.Allows(Now, "a"));
    }

    [Fact]
    public void UpTo_EndsThoseOfThisMillisecondToo()
    {
        Assert.False(SessionCut.UpTo(Now).Allows(Now, "a"));
        Assert.True(SessionCut.UpTo(Now).Allows(Now.AddMilliseconds(1), "a"));
    }

    [Fact]
    public void Except_TheOneThatAskedGoesOn() =>
        Assert.True((SessionCut.Before(Now) with { Except = "mine" }).Allows(Now.AddHours(-1), "mine"));

    [Fact]
    public void Ending_EndsOneMore_AndForgetsWhatHasEndedByItself()
    {
        var first = SessionCut.Ending(null, new EndedSession("a", Now.AddMinutes(30)), Now);
        var both = SessionCut.Ending(first, new EndedSession("b", Now.AddMinutes(40)), Now);
        Assert.Equal((false, false, true), (both.Allows(Now, "a"), both.Allows(Now, "b"), both.Allows(Now, "c")));
        Assert.Equal(
            ["b", "d"],
            SessionCut.Ending(both, new EndedSession("d", Now.AddHours(1)), Now.AddMinutes(30)).Ended!.Select(ended => ended.Id)
        );
    }
}
