using System.Security.Cryptography;
using System.Text;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Security;

public sealed class PseudonymsTests
{
    private static readonly Document Passport = Value(Document.Parse("passport", "X1234567", null));
    private static readonly PhoneNumber Phone = Value(PhoneNumber.Parse("852", "51234567"));

    private readonly Pseudonyms pseudonyms = new(Options.Create(TestKeys.Options()));

    [Fact]
    public void DocumentKeyAndPhoneKey_AreTheFirst16BytesOfTheHmacOfTheBareText()
    {
        Assert.Equal(FirstHalf("passport|X1234567|"), pseudonyms.DocumentKey(Passport));
        Assert.Equal(FirstHalf("+85251234567"), pseudonyms.PhoneKey(Phone));
        Assert.Equal(FirstHalf("number|X1234567"), pseudonyms.NumberKey(Passport));
    }

    [Fact]
    public void Keys_OfOneTextForDifferentPurposes_Differ()
    {
        const string text = "X1234567";

        var keys = new[]
        {
            pseudonyms.DocumentKey(Passport),
            pseudonyms.NumberKey(Passport),
            pseudonyms.AddressKey(text),
            Convert.ToHexStringLower(pseudonyms.Mac("number", text))[..32],
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Keys_WithAnotherPepper_Differ()
    {
        var other = TestKeys.Options();
        other.Pepper = TestKeys.Secret("another");

        Assert.NotEqual(pseudonyms.PhoneKey(Phone), new Pseudonyms(Options.Create(other)).PhoneKey(Phone));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2:3::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("unknown", "unknown", true)]
    public void AddressKey_CountsOneSubscriberAsOne(string one, string two, bool same) =>
        Assert.Equal(same, pseudonyms.AddressKey(one) == pseudonyms.AddressKey(two));

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.Refused(out var why, out var value) ? throw new InvalidOperationException(why.Code) : value;

    private static string FirstHalf(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(TestKeys.Secret("pepper")), Encoding.UTF8.GetBytes(text)))[
            ..32
        ];
}
