using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

/// <summary>How an address comes to an account and leaves it, and who is written to by e-mail: decided on values.</summary>
public sealed class AccountEmailTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("852", "51234567").Value;
    private static readonly ProvenEmail Email = new(EmailAddress.Parse("anna@example.org").Value, "mail", Now);
    private static readonly SignInState Sent = SignInState.New with { CodeHash = "hash", CodeExpiresAt = Now.AddMinutes(5) };
    private static readonly Account Address = new("mail") { SignIn = Sent };
    private static readonly Account Account = new("phone")
    {
        Data = AccountData.Open(Contact.Of(Phone), "phone", "en", Now),
        SignIn = Sent,
    };

    [Fact]
    public void Claim_SpendsTheCode()
    {
        var change = Address.ClaimFor("phone", isTaken: false, Now).Change!;
        Assert.Equal((new EmailClaim("phone", Now), null), (change.Claim, change.SignIn!.CodeHash));
    }

    [Fact]
    public void Claim_WithoutALiveCode_IsRefused() =>
        Assert.Equal(RefusalCodes.WrongEmailCode, Refused(Address.ClaimFor("phone", isTaken: false, Now.AddMinutes(5))));

    [Fact]
    public void Claim_OfAnAddressInUse_IsRefused() =>
        Assert.Equal(RefusalCodes.EmailTaken, Refused(Address.ClaimFor("phone", isTaken: true, Now)));

    [Fact]
    public void Claim_OfAnotherThatIsNotConfirmed_CountsForTwoMinutes()
    {
        var claimed = Address with { Claim = new EmailClaim("other", Now) };
        Assert.Equal(RefusalCodes.TooManyRequests, Refused(claimed.ClaimFor("phone", isTaken: false, Now.AddMinutes(2).AddTicks(-1))));
        Assert.Equal("phone", claimed.ClaimFor("phone", isTaken: false, Now.AddMinutes(2)).Answer.Value.AccountKey);
        Assert.Equal("other", claimed.ClaimFor("other", isTaken: false, Now).Answer.Value.AccountKey);
    }

    [Fact]
    public void SetEmail_NamesTheAddress_AndSpendsATextOnlyIfThatAllowedIt()
    {
        var (added, changed) = (
            Account.SetEmail(Email, null, byText: false, Now).Change!,
            Account.SetEmail(Email, null, byText: true, Now).Change!
        );
        Assert.Equal((Email, null, Email, null), (added.Data!.Email, added.SignIn, changed.Data!.Email, changed.SignIn!.CodeHash));
        Assert.Equal(
            RefusalCodes.WrongSmsCode,
            Refused((Account with { SignIn = SignInState.New }).SetEmail(Email, null, byText: true, Now))
        );
    }

    [Fact]
    public void SetEmail_OfStaffOrNobody_IsRefused_AndStaffMayRemoveOne()
    {
        var staff = Account with { Data = Account.Data! with { Email = Email }, Roles = [new Role(Role.Officer, "")] };
        Assert.Equal(RefusalCodes.Forbidden, Refused(staff.SetEmail(Email, Email, byText: false, Now)));
        Assert.Null(staff.SetEmail(null, Email, byText: false, Now).Answer.Value.Email);
        Assert.Equal(RefusalCodes.NotSignedIn, Refused(new Account("phone").SetEmail(Email, null, byText: false, Now)));
    }

    [Fact]
    public void SetEmail_WhileAnotherChangeOrAMoveIsUnderWay_Waits()
    {
        var other = Account with { Data = Account.Data! with { Email = Email with { Key = "other" } } };
        Assert.Equal(RefusalCodes.TooManyRequests, Refused(other.SetEmail(Email, null, byText: false, Now)));
        var moving = Account with { Data = Account.Data! with { Moving = new PhoneMove("new", Now) } };
        Assert.Equal(RefusalCodes.TooManyRequests, Refused(moving.SetEmail(Email, null, byText: false, Now)));
        Assert.NotNull(moving.SetEmail(Email, null, byText: false, Now.AddMinutes(2)).Change);
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(false, false, false, false)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    public void Mail_GoesWhereTextsDoNotArrive_UnlessItBouncesOrIsStaffs(bool textFailed, bool bounced, bool staff, bool byMail)
    {
        var account = Account with
        {
            Data = Account.Data! with { Email = Email with { BouncedAt = bounced ? Now : null } },
            SignIn = Sent with { LastTextFailedAt = textFailed ? Now : null },
            Roles = staff ? [new Role(Role.Inspector, "gate")] : [],
        };
        Assert.Equal(byMail ? Contact.Of(Email.Address) : Contact.Of(Phone), account.NoticesTo);
    }

    [Fact]
    public void Mail_GoesToAnAccountWithoutPhone_UnlessItBounces()
    {
        var account = new Account("mail") { Data = AccountData.Open(Contact.Of(Email.Address), "mail", "en", Now) };
        Assert.Equal((Email, null), (account.Data.Email, account.Data.Phone));
        Assert.Equal((Contact.Of(Email.Address), Contact.Of(Email.Address)), (account.Contact, account.NoticesTo));

        var bounced = account with { Data = account.Data with { Email = Email with { BouncedAt = Now } } };
        Assert.Equal((Contact.Of(Email.Address), null), (bounced.Contact, bounced.NoticesTo));
        Assert.Equal((null, null), (new Account("mail").Contact, new Account("mail").NoticesTo));
    }

    [Fact]
    public void SetEmail_OfTheOnlyWayIn_IsNotRemoved()
    {
        var account = new Account("mail") { Data = AccountData.Open(Contact.Of(Email.Address), "mail", "en", Now) };
        Assert.Equal(RefusalCodes.LastWayIn, Refused(account.SetEmail(null, Email, byText: false, Now)));
        Assert.Equal(
            Now.AddDays(1),
            account.SetEmail(Email with { ProvenAt = Now.AddDays(1) }, Email, byText: false, Now).Answer.Value.Email!.ProvenAt
        );
    }

    private static string Refused<T>(Decision<AccountChange, T> decision)
        where T : notnull
    {
        Assert.Null(decision.Change);
        Assert.True(decision.Answer.Refused(out var refusal, out _));
        return refusal.Code;
    }
}
