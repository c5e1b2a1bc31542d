using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Accounts;

public sealed class FamilyRuleTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("..", true, true, true)]
    [InlineData(".x", true, true, false)]
    [InlineData(".x", false, true, true)]
    [InlineData("x.", false, true, false)]
    [InlineData(".xx", false, true, true)]
    [InlineData("x.", false, false, true)]
    [InlineData("x.", true, false, false)]
    [InlineData("xx", false, false, false)]
    public void GoesOn_ByWhoIsRefused(string people, bool together, bool travelerFirst, bool goesOn) =>
        Assert.Equal(goesOn, FamilyRule.GoesOn([.. people.Select(person => person == 'x')], together, travelerFirst));

    [Fact]
    public void ThatFit_CountsCompanionsOnly_AndEveryoneOnce()
    {
        var account = new Account("key")
        {
            Holders = new Dictionary<string, AccountHolder> { ["own"] = Row(AccountHolder.Self), ["child"] = Row("child") },
        };

        Assert.Equal(["child", "a"], FamilyRule.ThatFit(account, ["child", "a", "b"], most: 2));
        Assert.Equal(["child"], FamilyRule.ThatFit(account, ["a", "child"], most: 1));
        Assert.Empty(FamilyRule.ThatFit(account, ["a"], most: 0));
        Assert.True(account.IsOwn("own"));
        Assert.False(account.IsOwn("child"));
        Assert.False(account.IsOwn("a"));
    }

    [Fact]
    public void MayName_AsManyAsCouldStillBeRefused_CountingTodaysOnce()
    {
        var state = SignInState.New.IdentitiesRefused(["a", "b"], 4, Now).Change!;

        Assert.False(state.MayName(["a", "c", "d"], 4, Now).Refused(out _, out _));
        Assert.True(state.MayName(["c", "d", "e"], 4, Now).Refused(out var refusal, out _));
        Assert.Equal((RefusalCodes.TooManyRequests, TimeSpan.FromHours(8)), (refusal.Code, refusal.RetryAfter));
        Assert.False(state.MayName(["c", "d", "e"], 4, Now.AddDays(1)).Refused(out _, out _));
    }

    [Fact]
    public void IdentitiesRefused_TellsUpToTheLimit()
    {
        var (state, told) = SignInState.New.IdentitiesRefused(["a", "b", "c"], 2, Now);

        Assert.Equal(["a", "b"], told.Value.Order(StringComparer.Ordinal));
        Assert.Equal(["a", "b"], state!.RefusedIdentities!.Ids);
        Assert.Null(state.IdentitiesRefused(["a", "c"], 2, Now).Change);
        Assert.Equal(["a"], state.IdentitiesRefused(["a", "c"], 2, Now).Answer.Value);
    }

    private static AccountHolder Row(string relationship) =>
        new(Document.Parse("passport", "X1234567", null).Value, PersonName.Parse("ANNA SMITH").Value, relationship, Now);
}
