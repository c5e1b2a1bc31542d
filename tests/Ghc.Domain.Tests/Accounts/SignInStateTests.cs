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
        var refusal = Expect.Refused(sent.SendCode("next", known: false, Limits, Now.AddSeconds(20)));

        Assert.Equal(("too-many-requests", TimeSpan.FromSeconds(40)), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(
            TimeSpan.FromTicks(1),
            Expect.Refused(sent.SendCode("next", known: false, Limits, Now + Limits.ResendAfter - TimeSpan.FromTicks(1))).RetryAfter
        );
        Assert.Equal(
            "next",
            Expect.Value(sent.SendCode("next", known: false, Limits, Now + Limits.ResendAfter)).LiveCodeHash(Now + Limits.ResendAfter)
        );
    }

    [Fact]
    public void SendCode_AfterACodeThatWasUsed_DoesNotWait() =>
        Assert.Equal(
            "next",
            Expect.Value(Sent(SignInState.New, Now).CodeSpent().SendCode("next", known: false, Limits, Now.AddSeconds(1))).CodeHash
        );

    [Fact]
    public void SendCode_AllOfTheDaySent_WaitsForMidnightInChina()
    {
        var state = Enumerable
            .Range(0, Limits.CodesPerDay)
            .Aggregate(SignInState.New, (sent, minute) => Sent(sent, Now.AddMinutes(minute)));
        var midnight = new DateTimeOffset(2022, 7, 15, 16, 0, 0, TimeSpan.Zero);
        var refusal = Expect.Refused(state.SendCode("hash", known: false, Limits, midnight.AddMinutes(-90)));

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
        var state = Sent(SignInState.New, Now)
            .CodeFailed(known: false, Limits, Now)
            .CodeFailed(known: false, Limits, Now)
            .PasswordFailed(known: false, Limits, Now);

        Assert.Equal((2, 1), Failures(state));
        Assert.Equal((0, 1), Failures(state.Assist("assisted", Now.AddMinutes(5))));
        Assert.Equal((0, 1), Failures(state.CodeSpent()));
        Assert.Equal((2, 0), Failures(state.PasswordAccepted()));
        Assert.Equal((2, 1), Failures(Sent(state, Now + Limits.ResendAfter)));
    }

    [Fact]
    public void CodeFailed_NothingOutstanding_IsNotCounted()
    {
        var late = Sent(SignInState.New, Now);

        Assert.Same(SignInState.New, SignInState.New.CodeFailed(known: false, Limits, Now));
        Assert.Same(late, late.CodeFailed(known: true, Limits, Now + Limits.CodeLifetime));
        Assert.Equal(1, SignInState.New.Assist("assisted", Now.AddMinutes(1)).CodeFailed(known: false, Limits, Now).CodeTries.Failures);
    }

    [Fact]
    public void Failures_OfStrangers_DoNotLockADeviceThatSignedInBefore()
    {
        var tried = Enumerable
            .Range(0, Limits.FreeTries)
            .Aggregate(
                Sent(SignInState.New, Now),
                (state, _) => state.CodeFailed(known: false, Limits, Now).PasswordFailed(known: false, Limits, Now)
            );

        Assert.Equal(RefusalCodes.Locked, tried.CodeLocked(known: false, Now)?.Code);
        Assert.Equal(RefusalCodes.Locked, tried.PasswordLocked(known: false, Now)?.Code);
        Assert.Null(tried.CodeLocked(known: true, Now));
        Assert.Null(tried.PasswordLocked(known: true, Now));

        var known = Enumerable
            .Range(0, Limits.FreeTries)
            .Aggregate(tried, (state, _) => state.CodeFailed(known: true, Limits, Now).PasswordFailed(known: true, Limits, Now));
        Assert.NotNull(known.CodeLocked(known: true, Now));
        Assert.NotNull(known.PasswordLocked(known: true, Now));
        Assert.Null(known.CodeSpent().CodeLocked(known: true, Now));
        Assert.Null(known.PasswordAccepted().PasswordLocked(known: true, Now));
    }

    [Fact]
    public void SendCode_StrangersUsedUpTheDay_AKnownDeviceStillGetsItsOwn()
    {
        var state = Enumerable
            .Range(0, Limits.CodesPerDay)
            .Aggregate(SignInState.New, (sent, minute) => Sent(sent, Now.AddMinutes(minute)));
        var later = Now.AddHours(1);

        Expect.Refused(state.SendCode("hash", known: false, Limits, later));
        var known = Expect.Value(state.SendCode("hash", known: true, Limits, later));
        Assert.Equal(
            (Limits.CodesPerDay, 1, Limits.CodesPerDay + 1),
            (known.SentThatDay, known.SentToKnownThatDay, known.SentInAllThatDay)
        );
    }

    [Fact]
    public void CodeSpent_StartsTheDayAnew_UpToTheMostOfADay()
    {
        var state = SignInState.New;
        for (var used = 0; used < Limits.MostCodesPerDay; used++)
        {
            state = Sent(state, Now.AddSeconds(used)).CodeSpent();
        }

        Assert.Equal((0, 0, Limits.MostCodesPerDay), (state.SentThatDay, state.SentToKnownThatDay, state.SentInAllThatDay));
        Assert.Equal("too-many-requests", Expect.Refused(state.SendCode("hash", known: true, Limits, Now.AddMinutes(2))).Code);
        Assert.Equal(1, Sent(state, Now.AddDays(1)).SentInAllThatDay);
    }

    [Fact]
    public void IdentityRefused_TheSameAgain_CountsOnce_OthersUpToTheLimit()
    {
        var first = SignInState.New.IdentityRefused("a", 2, Now).Change!;

        Assert.Null(first.IdentityRefused("a", 2, Now).Change);
        var second = first.IdentityRefused("b", 2, Now).Change!;
        Assert.True(second.IdentityRefused("c", 2, Now).Answer.Refused(out var refusal, out _));
        Assert.Equal(ChinaTime.StartOf(ChinaTime.DayOf(Now).AddDays(1)) - Now, refusal.RetryAfter);
        Assert.False(second.IdentityRefused("a", 2, Now).Answer.Refused(out _, out _));
        Assert.Equal(["c"], second.IdentityRefused("c", 2, Now.AddDays(1)).Change!.RefusedIdentities!.Ids);
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
            new() { KnownCodeTries = Tries.None with { LastFailureAt = Now } },
            new() { KnownPasswordTries = Tries.None with { LockedUntil = Now } },
        ];

        Assert.All(states, state => Assert.Equal(Now, state.LastUse()));
        Assert.Equal(default, SignInState.New.LastUse());
    }

    [Fact]
    public void LastUse_OfAnyTimes_IsTheLatest() =>
        Gen.Int[0, 100]
            .Array[7]
            .Sample(days =>
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
    public void SignInGrain_IsAWeek() => Assert.Equal(TimeSpan.FromDays(7), SignInState.SignInGrain);

    private static (int Code, int Password) Failures(SignInState state) => (state.CodeTries.Failures, state.PasswordTries.Failures);

    private static SignInState Sent(SignInState state, DateTimeOffset at) => Expect.Value(state.SendCode("hash", known: false, Limits, at));
}
