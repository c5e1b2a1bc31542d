using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class ContactTests
{
    [Theory]
    [InlineData("+85251234567", "+852 ****4567")]
    [InlineData("anna@example.org", "a***@***.org")]
    public void Parse_WhatIsStored_IsTheSameContact(string text, string masked)
    {
        Assert.False(Contact.Parse(text).Refused(out _, out var contact));
        Assert.Equal((text, masked, masked), (contact!.Text, contact.Masked, contact.ToString()));
        Assert.Equal(text.Contains('@', StringComparison.Ordinal), contact.Phone is null);
        Assert.Equal(contact.Phone is null, contact.Email is not null);
        Assert.Equal(Contact.Parse(text).Value, contact);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna@")]
    [InlineData("12")]
    public void Parse_WhatIsNeither_IsRefused(string? text) => Assert.True(Contact.Parse(text).Refused(out _, out _));
}
