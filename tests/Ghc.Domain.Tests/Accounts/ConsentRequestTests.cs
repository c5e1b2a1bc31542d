using Ghc.Domain.Accounts;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Accounts;

public sealed class ConsentRequestTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly SignInLimits Limits = new();
    private static readonly Contact Asker = Contact.Of(Expect.Value(PhoneNumber.ParseE164("+85251234567")));

    [Fact]
    public void Ask_First_CountsForTheAskerAlone_UntilItsTimeIsOver()
    {
        var asked = Ask(null, Now);

        Assert.Equal("hash", asked.LiveHash("asker|holder", Now));
        Assert.Null(asked.LiveHash("asker|other", Now));
        Assert.Null(asked.LiveHash("other|holder", Now));
        Assert.Null(asked.LiveHash("asker|holder", Now + Limits.CodeLifetime));
    }

    [Fact]
    public void Ask_TooSoon_SaysHowLongToWait() =>
        Assert.Equal(
            TimeSpan.FromSeconds(40),
            Expect.Refused(ConsentRequest.Ask(Ask(null, Now), "x", Asker, "hash", Limits, Now.AddSeconds(20))).RetryAfter
        );

    [Fact]
    public void Ask_AllOfTheDay_WaitsForTheNextOne()
    {
        var asked = Enumerable
            .Range(0, ConsentRequest.MostPerDay)
            .Aggregate((ConsentRequest?)null, (before, n) => Ask(before, Now.AddMinutes(2 * n)))!;

        Assert.Equal(
            "too-many-requests",
            Expect.Refused(ConsentRequest.Ask(asked, "asker|holder", Asker, "hash", Limits, Now.AddHours(1))).Code
        );
        Assert.NotNull(Ask(asked, Now.AddDays(1)));
    }

    [Fact]
    public void Check_RightAnswer_IsConsent_AndChangesNothing()
    {
        var (change, answer) = ConsentRequest.Check(
            SignInState.New with
            {
                Consent = Ask(null, Now),
            },
            "asker|holder",
            hash => hash == "hash",
            Limits,
            Now
        );
        Assert.Equal((null, true), (change, answer.Value));
    }

    [Fact]
    public void Check_WrongAnswer_IsCounted_UntilNothingIsTold()
    {
        var owner = SignInState.New with { Consent = Ask(null, Now) };
        for (var n = 0; n < Limits.FreeTries; n++)
        {
            var wrong = ConsentRequest.Check(owner, "asker|holder", _ => false, Limits, Now);
            Assert.Equal(RefusalCodes.WrongSmsCode, Expect.Refused(wrong.Answer).Code);
            owner = wrong.Change!;
        }

        var locked = ConsentRequest.Check(owner, "asker|holder", hash => hash == "hash", Limits, Now);
        Assert.Equal((null, RefusalCodes.Locked), (locked.Change, Expect.Refused(locked.Answer).Code));
    }

    [Fact]
    public void Check_OfAnotherSubject_IsWrong_AndCountsNothing()
    {
        var other = ConsentRequest.Check(SignInState.New with { Consent = Ask(null, Now) }, "other|holder", _ => true, Limits, Now);
        Assert.Equal((null, RefusalCodes.WrongSmsCode), (other.Change, Expect.Refused(other.Answer).Code));
    }

    [Fact]
    public void LiveHash_LockedByWrongAnswers_IsNone()
    {
        var asked = Ask(null, Now);
        var tried = Enumerable
            .Range(0, Limits.FreeTries)
            .Aggregate(asked, (state, _) => state with { Tries = state.Tries.Failed(Limits, Now) });

        Assert.Null(tried.LiveHash("asker|holder", Now));
    }

    private static ConsentRequest Ask(ConsentRequest? before, DateTimeOffset at) =>
        Expect.Value(ConsentRequest.Ask(before, "asker|holder", Asker, "hash", Limits, at));
}
