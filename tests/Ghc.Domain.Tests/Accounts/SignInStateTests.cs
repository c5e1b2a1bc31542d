using CsCheck;
using Ghc.Domain.Accounts;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Accounts;

public sealed class SignInStateTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly SignInLimits Limits = new();

    [Fact]
    public void SendCode_First_IsLiveUntilItExpires()
    {
        var sent = Sent(SignInState.New, Now);

        Assert.Equal("hash", sent.LiveCodeHash(Now));
        Assert.Equal("hash", sent.LiveCodeHash(Now + Limits.CodeLifetime - TimeSpan.FromTicks(1)));
        Assert.Null(sent.LiveCodeHash(Now + Limits.CodeLifetime));
        Assert.Null(sent.LiveAssistedHash(Now));
    }

    [Fact]
    public void SendCode_BeforeTheWaitIsOver_SaysHowLongToWait()
    {
        var sent = Sent(SignInState.New, Now);
        var refusal = Expect.Refused(sent.SendCode("next", Limits, Now.AddSeconds(20)));

        Assert.Equal(("too-many-requests", TimeSpan.FromSeconds(40)), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(TimeSpan.FromTicks(1), Expect.Refused(sent.SendCode("next", Limits, Now + Limits.ResendAfter - TimeSpan.FromTicks(1))).RetryAfter);
        Assert.Equal("next", Expect.Value(sent.SendCode("next", Limits, Now + Limits.ResendAfter)).LiveCodeHash(Now + Limits.ResendAfter));
    }

    [Fact]
    public void SendCode_AfterACodeThatWasUsed_DoesNotWait() =>
        Assert.Equal("next", Expect.Value(Sent(SignInState.New, Now).CodeSpent().SendCode("next", Limits, Now.AddSeconds(1))).CodeHash);

    [Fact]
    public void SendCode_AllOfTheDaySent_WaitsForMidnightInChina()
    {
        var state = Enumerable.Range(0, Limits.CodesPerDay).Aggregate(SignInState.New, (sent, minute) => Sent(sent, Now.AddMinutes(minute)));
        var midnight = new DateTimeOffset(2022, 7, 15, 16, 0, 0, TimeSpan.Zero);
        var refusal = Expect.Refused(state.SendCode("hash", Limits, midnight.AddMinutes(-90)));

        Assert.Equal(("too-many-requests", TimeSpan.FromMinutes(90)), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(1, Sent(state, midnight).SentThatDay);
    }

    [Fact]
    public void Assist_BesideATextedCode_LeavesBothLiveForTheirOwnTimes()
    {
        var state = Sent(SignInState.New, Now).Assist("assisted", Now.AddMinutes(30));

        Assert.Equal(("hash", "assisted"), (state.LiveCodeHash(Now), state.LiveAssistedHash(Now)));
        Assert.Equal(((string?)null, "assisted"), (state.LiveCodeHash(Now.AddMinutes(29)), state.LiveAssistedHash(Now.AddMinutes(29))));
        Assert.Null(state.LiveAssistedHash(Now.AddMinutes(30)));
    }

    [Fact]
    public void Failures_OfCodesAndPasswords_AreCountedAndForgivenApart()
    {
        var state = SignInState.New.CodeFailed(Limits, Now).CodeFailed(Limits, Now).PasswordFailed(Limits, Now);

        Assert.Equal((2, 1), Failures(state));
        Assert.Equal((0, 1), Failures(state.Assist("assisted", Now.AddMinutes(5))));
        Assert.Equal((0, 1), Failures(state.CodeSpent()));
        Assert.Equal((2, 0), Failures(state.PasswordAccepted()));
        Assert.Equal((2, 1), Failures(Sent(state, Now)));
    }

    [Fact]
    public void TextFailed_PhoneOfWhichNothingIsKnown_IsNotRemembered() =>
        Assert.Same(SignInState.New, SignInState.New.TextFailed(Now, Limits, Now));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void TextFailed_ByWhenTheTextWasQueued_IsAboutTheLatestCode(int ticks, bool latest)
    {
        var failed = Sent(SignInState.New, Now).TextFailed(Now.AddTicks(ticks), Limits, Now.AddSeconds(5));

        Assert.Equal(latest, failed.TextFailedBefore(Limits, Now.AddSeconds(6)));
        Assert.Equal(latest ? Now.AddSeconds(5) : Now + Limits.ResendAfter, failed.ResendAt);
    }

    [Fact]
    public void TextFailedBefore_AfterTheMemory_SaysNothing()
    {
        var failed = Sent(SignInState.New, Now).TextFailed(Now, Limits, Now);

        Assert.True(failed.TextFailedBefore(Limits, Now + Limits.Memory - TimeSpan.FromTicks(1)));
        Assert.False(failed.TextFailedBefore(Limits, Now + Limits.Memory));
        Assert.False(SignInState.New.TextFailedBefore(Limits, Now));
    }

    [Fact]
    public void CodeSpent_AfterAFailedText_ForgetsTheFailure()
    {
        var spent = Sent(SignInState.New, Now).TextFailed(Now, Limits, Now).CodeSpent();

        Assert.False(spent.TextFailedBefore(Limits, Now));
    }

    [Fact]
    public void LastUse_OfAnyOneOfItsTimes_IsThatTime()
    {
        SignInState[] states =
        [
            new() { CodeExpiresAt = Now },
            new() { AssistedExpiresAt = Now },
            new() { LastTextFailedAt = Now },
            new() { CodeTries = Tries.None with { LastFailureAt = Now } },
            new() { CodeTries = Tries.None with { LockedUntil = Now } },
            new() { PasswordTries = Tries.None with { LastFailureAt = Now } },
            new() { PasswordTries = Tries.None with { LockedUntil = Now } },
        ];

        Assert.All(states, state => Assert.Equal(Now, state.LastUse()));
        Assert.Equal(default, SignInState.New.LastUse());
    }

    [Fact]
    public void LastUse_OfAnyTimes_IsTheLatest() => Gen.Int[0, 100].Array[7].Sample(days =>
    {
        var at = Array.ConvertAll(days, day => Now.AddDays(day));
        var state = new SignInState
        {
            CodeExpiresAt = at[0],
            AssistedExpiresAt = at[1],
            LastTextFailedAt = at[2],
            CodeTries = new Tries(1, at[3], at[4]),
            PasswordTries = new Tries(1, at[5], at[6]),
        };

        Assert.Equal(at.Max(), state.LastUse());
    });

    [Fact]
    public void SignedIn_AgainWithinTheGrain_IsNotWritten()
    {
        var first = SignInState.New.SignedIn(Now);
        var end = Now + SignInState.SignInGrain;

        Assert.Equal(Now, first.LastSignInAt);
        Assert.Same(first, first.SignedIn(end.AddTicks(-1)));
        Assert.Equal(end, first.SignedIn(end).LastSignInAt);
    }

    [Fact]
    public void SignInGrain_IsAMonth() => Assert.Equal(TimeSpan.FromDays(30), SignInState.SignInGrain);

    private static (int Code, int Password) Failures(SignInState state) => (state.CodeTries.Failures, state.PasswordTries.Failures);

    private static SignInState Sent(SignInState state, DateTimeOffset at) => Expect.Value(state.SendCode("hash", Limits, at));
}
