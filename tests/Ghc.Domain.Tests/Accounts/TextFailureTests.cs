using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class TextFailureTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly SignInLimits Limits = new();

    [Fact]
    public void TextFailed_LatestText_WaivesTheWaitAndIsForgottenByTheNextCode()
    {
        var failed = Send(SignInState.New, Now).TextFailed(Now, Limits, Now.AddSeconds(5));

        Assert.True(failed.TextFailedBefore(Limits, Now.AddSeconds(6)));
        Assert.False(failed.TextFailedBefore(Limits, Now.AddDays(2)));
        Assert.False(Send(failed, Now.AddSeconds(6)).TextFailedBefore(Limits, Now.AddSeconds(6)));
    }

    [Fact]
    public void TextFailed_TextBeforeTheLatestCode_SaysNothing()
    {
        var sent = Send(Send(SignInState.New, Now), Now.AddMinutes(2));

        Assert.Equal(sent, sent.TextFailed(Now, Limits, Now.AddMinutes(3)));
    }

    [Fact]
    public void TextFailed_EveryTime_StillCountsTheCodesOfTheDay()
    {
        var state = SignInState.New;
        for (var i = 0; i < Limits.CodesPerDay; i++)
        {
            state = Send(state, Now.AddSeconds(i)).TextFailed(Now.AddSeconds(i), Limits, Now.AddSeconds(i));
        }

        Assert.True(state.SendCode("hash", known: false, Limits, Now.AddHours(1)).Refused(out var refusal, out _));
        Assert.Equal("too-many-requests", refusal.Code);
    }

    [Fact]
    public void CodeSpent_OneOfTwo_EndsBoth()
    {
        var spent = Send(SignInState.New, Now).Assist("assisted", Now.AddMinutes(5)).CodeSpent();

        Assert.Null(spent.LiveCodeHash(Now));
        Assert.Null(spent.LiveAssistedHash(Now));
    }

    [Fact]
    public void DayCount_LimitReached_OpensAgainAtMidnightInChina()
    {
        var evening = new DateTimeOffset(2022, 7, 15, 15, 59, 0, TimeSpan.Zero);
        var full = DayCount.None.Add("a", 1, evening)!;

        Assert.Null(full.Add("b", 1, evening));
        Assert.Equal(["b"], full.Add("b", 1, evening.AddMinutes(1))!.Ids);
    }

    private static SignInState Send(SignInState state, DateTimeOffset at)
    {
        Assert.False(state.SendCode("hash", known: false, Limits, at).Refused(out _, out var sent));
        return sent;
    }
}
