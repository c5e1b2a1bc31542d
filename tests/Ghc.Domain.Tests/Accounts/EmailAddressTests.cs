using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData("  Anna.Smith@Example.ORG ", "Anna.Smith@example.org")]
    [InlineData("anna+ghc@mail.example.co.uk", "anna+ghc@mail.example.co.uk")]
    [InlineData("o'neil_{x}@example.org", "o'neil_{x}@example.org")]
    [InlineData("\uFF41\uFF4E\uFF4E\uFF41\uFF20example\u3002org", "anna@example.org")]
    [InlineData("\u202Aanna@example.org\u202C", "anna@example.org")]
    [InlineData("li@\u4F8B\u5B50.\u4E2D\u56FD", "li@xn--fsqu00a.xn--fiqs8s")]
    [InlineData("anna@b\u00FCcher.example", "anna@xn--bcher-kva.example")]
    public void Parse_Address_IsKeptAsItIsSentTo(string typed, string expected) =>
        Assert.Equal(expected, EmailAddress.Parse(typed).Value.Text);

    [Theory]
    [InlineData("anna")]
    [InlineData("@example.org")]
    [InlineData("anna@")]
    [InlineData("anna@@example.org")]
    [InlineData("anna@bob@example.org")]
    [InlineData("anna@localhost")]
    [InlineData("anna@192.0.2.1")]
    [InlineData("anna@[192.0.2.1]")]
    [InlineData("anna@-example.org")]
    [InlineData("anna@example..org")]
    [InlineData("anna@example.org.")]
    [InlineData(".anna@example.org")]
    [InlineData("anna.@example.org")]
    [InlineData("an..na@example.org")]
    [InlineData("\"anna smith\"@example.org")]
    [InlineData("Anna <anna@example.org>")]
    [InlineData("anna@example.org,bob@example.org")]
    [InlineData("anna@example.org;bob@example.org")]
    [InlineData("anna@example.org\r\nBcc: bob@example.org")]
    [InlineData("anna\n@example.org")]
    [InlineData("anna\0@example.org")]
    [InlineData("\u00E4nna@example.org")]
    [InlineData("anna@exa\uD800mple.org")]
    [InlineData("anna@exam_ple.org")]
    public void Parse_NoAddress_IsRefused(string typed)
    {
        Assert.True(EmailAddress.Parse(typed).Refused(out var refusal, out _));
        Assert.Equal([new FieldError("", "email.address")], refusal.Errors);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_Nothing_IsMissing(string? typed)
    {
        Assert.True(EmailAddress.Parse(typed).Refused(out var refusal, out _));
        Assert.Equal("field.missing", Assert.Single(refusal.Errors).Problem);
    }

    [Theory]
    [InlineData(64, 189, true)]
    [InlineData(65, 100, false)]
    [InlineData(64, 190, false)]
    [InlineData(1, 100_000, false)]
    public void Parse_Length_IsThatOfTheStandard(int local, int domain, bool valid)
    {
        var labels = string.Concat(Enumerable.Repeat("abcdefgh.", domain));
        var name = labels[..(domain - 4)].TrimEnd('.');
        var address = $"{new string('a', local)}@{name}{new string('b', domain - 4 - name.Length)}.org";
        Assert.Equal(local + 1 + domain, address.Length);
        Assert.Equal(valid, !EmailAddress.Parse(address).Refused(out _, out _));
    }

    [Fact]
    public void SameAddress_InAnotherCase_IsTheSame()
    {
        var (one, other) = (EmailAddress.Parse("Anna@Example.org").Value, EmailAddress.Parse("anna@example.ORG").Value);
        Assert.Equal((one, one.GetHashCode(), "anna@example.org"), (other, other.GetHashCode(), one.Canonical));
        Assert.NotEqual(one, EmailAddress.Parse("anne@example.org").Value);
    }

    [Fact]
    public void ToString_GivesNobodyAway() => Assert.Equal("a***@***.org", $"{EmailAddress.Parse("anna@smith-family.org").Value}");
}
