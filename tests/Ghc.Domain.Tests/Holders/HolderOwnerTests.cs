using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;

namespace Ghc.Domain.Tests.Holders;

/// <summary>Who shows a holder after a claim, and the codes on paper that stand with the owner.</summary>
public sealed class HolderOwnerTests
{
    private const int Days = 28;
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly HolderOwner Anna = new("anna", IsCompanion: false, Now.AddDays(-1))
    {
        Sessions = SessionCut.Before(Now.AddDays(-1)),
    };

    private static readonly HolderStatus Status = new(
        Document.Parse("passport", "X1234567", null).Value,
        Policy.Pack(Policy.DefaultPack).Schedule([]),
        []
    )
    {
        Owner = Anna,
    };

    [Fact]
    public void Claim_OfNobodys_EndsSessionsFromBefore()
    {
        var owner = HolderOwner.Claim(null, "anna", isCompanion: false, Now);
        Assert.Equal((Now, null), (owner.ClaimedAt, owner.Former));
        Assert.False(owner.Sessions!.Allows(Now.AddSeconds(-1), "session"));
    }

    [Fact]
    public void Claim_Repeated_KeepsSessionsOfTheFirstTry_AndWhomToTell()
    {
        var former = new FormerOwner("bob", Now.AddDays(-1));
        var again = HolderOwner.Claim(Anna with { Former = former }, "anna", isCompanion: false, Now);
        Assert.Equal((Anna.Sessions, former, Now), (again.Sessions, again.Former, again.ClaimedAt));
    }

    [Fact]
    public void Claim_FromAnother_RemembersWhomToTell_AndForgetsItsPaper()
    {
        var owner = HolderOwner.Claim(
            Anna with
            {
                Prints = [new PrintedCode("paper", Now, Now.AddDays(1))],
            },
            "bob",
            isCompanion: true,
            Now
        );
        Assert.Equal((new FormerOwner("anna", Now), true), (owner.Former, owner.IsCompanion));
        Assert.Empty(owner.Prints);
    }

    [Fact]
    public void Claim_BackByTheFormerOwner_TellsNobodyOfThemselves() =>
        Assert.Equal(
            "bob",
            HolderOwner
                .Claim(new HolderOwner("bob", false, Now) { Former = new FormerOwner("anna", Now) }, "anna", isCompanion: false, Now)
                .Former!.PhoneKey
        );

    [Theory]
    [InlineData(119, true)]
    [InlineData(120, false)]
    public void IsSettling_ForTwoMinutes(int seconds, bool settles) =>
        Assert.Equal(settles, (Anna with { ClaimedAt = Now }).IsSettling(Now.AddSeconds(seconds)));

    [Fact]
    public void WithPrint_CountsToTheEndOfADayInChina()
    {
        var print = Assert.Single(Status.WithPrint("one", Days, 3, Now).Value.Owner!.Prints);
        Assert.Equal(
            ("one", Now, new DateTimeOffset(2022, 8, 12, 16, 0, 0, TimeSpan.Zero)),
            (print.PrintId, print.IssuedAt, print.ExpiresAt)
        );
    }

    [Fact]
    public void WithPrint_WithinAMinute_IsTheSamePaper()
    {
        var printed = Status.WithPrint("one", Days, 3, Now).Value;
        Assert.Same(printed, printed.WithPrint("two", Days, 3, Now.AddSeconds(59)).Value);
        Assert.Equal(2, printed.WithPrint("two", Days, 3, Now.AddSeconds(60)).Value.Owner!.Prints.Count);
    }

    [Fact]
    public void WithPrint_AsManyAsMayCount_AndExpiredOnesGo()
    {
        var full = Status.WithPrint("one", Days, 1, Now).Value;
        Assert.True(full.WithPrint("two", Days, 1, Now.AddDays(1)).Refused(out var refusal, out _));
        Assert.Equal(RefusalCodes.TooManyPrintedCodes, refusal.Code);
        Assert.Equal("two", Assert.Single(full.WithPrint("two", Days, 1, Now.AddDays(Days + 1)).Value.Owner!.Prints).PrintId);
    }

    [Fact]
    public void WithoutPrint_TakesItOffTheList_AndAnyOtherChangesNothing()
    {
        var printed = Status.WithPrint("one", Days, 3, Now).Value;
        Assert.Empty(printed.WithoutPrint("one").Owner!.Prints);
        Assert.Same(printed, printed.WithoutPrint("other"));
    }
}
