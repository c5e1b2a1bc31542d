using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class EligibilityTests
{
    private static Refusal? Check(string type, string number, string country) =>
        Eligibility.Check(Expect.Value(Document.Parse(type, number, null)), Expect.Value(CountryOrRegion.Parse(country)));

    [Theory]
    [InlineData("passport", "X1234567", "US")]
    [InlineData("passport", "K1234567", "HK")]
    [InlineData("passport", "301234567", "TW")]
    [InlineData("taiwan-permit", "01234567", "TW")]
    [InlineData("taiwan-permit", "01234567", "CN")]
    [InlineData("hong-kong-macao-permit", "H01234567", "HK")]
    [InlineData("hong-kong-macao-permit", "M01234567", "MO")]
    [InlineData("hong-kong-macao-permit", "H01234567", "CN")]
    [InlineData("hong-kong-macao-permit", "HA1234567", "IN")]
    public void Check_DocumentOfThePlace_MayApply(string type, string number, string country) => Assert.Null(Check(type, number, country));

    [Fact]
    public void Check_MainlandPassport_IsNotEligible() => Assert.Equal("not-eligible", Check("passport", "E12345678", "CN")?.Code);

    [Theory]
    [InlineData("taiwan-permit", "01234567", "HK")]
    [InlineData("taiwan-permit", "01234567", "US")]
    [InlineData("hong-kong-macao-permit", "H01234567", "US")]
    [InlineData("hong-kong-macao-permit", "M01234567", "TW")]
    public void Check_PermitOfAnotherPlace_NamesTheCountry(string type, string number, string country)
    {
        var error = Assert.Single(Check(type, number, country)!.Errors);

        Assert.Equal(new FieldError("countryOrRegion", "country.not-for-document"), error);
    }
}
