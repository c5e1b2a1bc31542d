using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Accounts;

/// <summary>How an account goes to another phone, and shows a renewed document: decided on values, without a table.</summary>
public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("852", "51234567").Value;
    private static readonly EmailAddress Mail = EmailAddress.Parse("anna@example.org").Value;
    private static readonly Document Old = Document.Parse("hong-kong-macao-permit", "H12345678", "01").Value;
    private static readonly Document Next = Document.Parse("hong-kong-macao-permit", "H12345678", "02").Value;
    private static readonly AccountHolder Chan = new(Old, PersonName.Parse("CHAN TAI MAN").Value, AccountHolder.Self, Now);
    private static readonly SignInState Texted = SignInState.New with { CodeHash = "hash", CodeExpiresAt = Now.AddMinutes(5) };

    private static readonly Account Account = new("old")
    {
        Data = AccountData.Open(Contact.Of(Phone), "old", "en", Now) with { HolderId = "one" },
        SignIn = Texted,
        Holders = new Dictionary<string, AccountHolder> { ["one"] = Chan },
    };

    [Fact]
    public void MoveTo_MarksTheAccount_AndSpendsTheCode()
    {
        var (change, answer) = Account.MoveTo("new", Now);
        Assert.Equal(new PhoneMove("new", Now), change!.Data!.Moving);
        Assert.Null(change.SignIn!.CodeHash);
        Assert.Equal(change.Data, answer.Value.Data);
    }

    [Fact]
    public void MoveTo_AgainToTheSamePhone_NeedsNoCode()
    {
        var marked = Account.MoveTo("new", Now).Answer.Value with { SignIn = SignInState.New };
        var again = marked.MoveTo("new", Now.AddMinutes(1)).Change!;
        Assert.Equal((Now.AddMinutes(1), null), (again.Data!.Moving!.At, again.SignIn));
    }

    [Fact]
    public void MoveTo_AThirdPhone_WaitsForTwoMinutes()
    {
        var marked = Account.MoveTo("new", Now).Answer.Value with { SignIn = Texted };
        Assert.Equal((RefusalCodes.TooManyRequests, TimeSpan.FromMinutes(1)), Refused(marked.MoveTo("third", Now.AddMinutes(1))));
        Assert.Equal("third", marked.MoveTo("third", Now.AddMinutes(2)).Change!.Data!.Moving!.To);
    }

    [Fact]
    public void MoveTo_WithoutALiveCodeOrAccount_IsRefused()
    {
        Assert.Equal((RefusalCodes.WrongSmsCode, null), Refused((Account with { SignIn = SignInState.New }).MoveTo("new", Now)));
        Assert.Equal((RefusalCodes.NotSignedIn, null), Refused(new Account("old").MoveTo("new", Now)));
    }

    [Fact]
    public void Receive_TakesEverythingIn_AndEndsFormerSessions()
    {
        var marked = Account.MoveTo("new", Now).Answer.Value;
        var change = (new Account("new") with { SignIn = Texted }).Receive(marked, Contact.Of(Phone), Now.AddSeconds(1)).Change!;
        Assert.Equal(("one", null, "old"), (change.Data!.HolderId, change.Data.Moving, change.Data.MovedFrom));
        Assert.False(change.Data.Sessions!.Allows(Now, "session"));
        Assert.Equal((null, Now.AddSeconds(1)), (change.SignIn!.CodeHash, change.SignIn.LastSignInAt));
        Assert.Same(Account.Holders, change.AddHolders);
    }

    [Fact]
    public void MoveTo_OfStaff_IsRefused() =>
        Assert.Equal(
            (RefusalCodes.StaffPhoneFixed, null),
            Refused((Account with { Roles = [new Role(Role.Officer, "")] }).MoveTo("new", Now))
        );

    [Fact]
    public void Receive_AtAnAddress_LeavesThePhoneBehind_AndClaimsTheAddress()
    {
        var marked = Account.MoveTo("mail", Now, byEmail: true).Answer.Value;
        var here = new Account("mail") { SignIn = Texted, Claim = new EmailClaim("old", Now) };

        var change = here.Receive(marked, Contact.Of(Mail), Now.AddSeconds(1)).Change!;

        Assert.Equal((null, new ProvenEmail(Mail, "mail", Now.AddSeconds(1))), (change.Data!.Phone, change.Data.Email));
        Assert.Equal((new EmailClaim("mail", Now.AddSeconds(1)), "old"), (change.Claim, change.Data.MovedFrom));
    }

    [Fact]
    public void Leave_AnAddressThatStays_TakesAllButCodesAndTriesAlong()
    {
        var tried = SignInState.New.CodeFailed(known: false, new SignInLimits(), Now) with { SentInAllThatDay = 3 };
        var here = new Account("mail")
        {
            SignIn = (tried with { AssistedHash = "hash" }).SignedIn(Now).OnDevice(new Device("d", "Chrome", Now, Now)),
        };

        var left = here.Leave(keepsAddress: true);

        Assert.True(left is { IsDeletion: true, KeepsAddress: true });
        Assert.Equal((3, null, null), (left.SignIn!.SentInAllThatDay, left.SignIn.AssistedHash, left.SignIn.LastSignInAt));
        Assert.Empty(left.SignIn.Devices);
        Assert.Same(AccountChange.Deletion, here.Leave(keepsAddress: false));
    }

    [Fact]
    public void Receive_AtAPhone_KeepsTheAddress()
    {
        var phoneless = new Account("mail") { Data = AccountData.Open(Contact.Of(Mail), "mail", "en", Now) };
        var change = new Account("new") { SignIn = Texted }
            .Receive(phoneless, Contact.Of(Phone), Now)
            .Change!;
        Assert.Equal((Phone, phoneless.Data.Email, null), (change.Data!.Phone, change.Data.Email, change.Claim));
    }

    [Fact]
    public void Receive_AtAnAddressOfAnotherOrWithoutItsCode_IsRefused()
    {
        var (here, to) = (new Account("mail") { SignIn = Texted }, Contact.Of(Mail));
        Assert.Equal((RefusalCodes.EmailTaken, null), Refused(here.Receive(Account, to, Now, isTaken: true)));
        Assert.Equal((RefusalCodes.EmailTaken, null), Refused((here with { Data = Account.Data }).Receive(Account, to, Now)));
        Assert.Equal(
            (RefusalCodes.TooManyRequests, TimeSpan.FromMinutes(2)),
            Refused((here with { Claim = new EmailClaim("other", Now) }).Receive(Account, to, Now))
        );
        Assert.Equal((RefusalCodes.WrongEmailCode, null), Refused(new Account("mail").Receive(Account, to, Now)));
    }

    [Fact]
    public void Receive_WhatHasArrived_WritesNothing()
    {
        var arrived = new Account("new") { Data = Account.Data! with { MovedFrom = "old" } };
        var (change, answer) = arrived.Receive(Account, Contact.Of(Phone), Now);
        Assert.Equal((null, arrived), (change, answer.Value));
    }

    [Fact]
    public void Receive_OnAPhoneWithAnAccountOrASpentCode_IsRefused()
    {
        Assert.Equal(
            (RefusalCodes.AlreadyRegistered, null),
            Refused((Account with { Key = "new" }).Receive(Account, Contact.Of(Phone), Now))
        );
        Assert.Equal((RefusalCodes.WrongSmsCode, null), Refused(new Account("new").Receive(Account, Contact.Of(Phone), Now)));
    }

    [Fact]
    public void Renew_ShowsTheNewDocument_InPlaceOfTheOldOne()
    {
        var change = Account.Renew("one", "two", Next).Change!;
        Assert.Equal("two", change.Data!.HolderId);
        Assert.Equal(("two", Chan with { Document = Next }), (change.AddHolders.Single().Key, change.AddHolders.Single().Value));
        Assert.Equal(["one"], change.RemoveHolders);
    }

    [Fact]
    public void Renew_ACompanion_LeavesTheDataAlone() =>
        Assert.Null((Account with { Data = Account.Data! with { HolderId = "another" } }).Renew("one", "two", Next).Change!.Data);

    [Fact]
    public void Renew_TheSecondTime_WritesNothing_AndOfAStrangerIsRefused()
    {
        var renewed = Account with { Holders = new Dictionary<string, AccountHolder> { ["two"] = Chan with { Document = Next } } };
        var (change, answer) = renewed.Renew("one", "two", Next);
        Assert.Equal((null, renewed), (change, answer.Value));
        Assert.Equal((RefusalCodes.HolderNotFound, null), Refused(new Account("other").Renew("one", "two", Next)));
    }

    private static (string Code, TimeSpan? RetryAfter) Refused(Decision<AccountChange, Account> decision)
    {
        Assert.Null(decision.Change);
        Assert.True(decision.Answer.Refused(out var refusal, out _));
        return (refusal.Code, refusal.RetryAfter);
    }
}
