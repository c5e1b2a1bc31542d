using CsCheck;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class CountryOrRegionTests
{
    [Fact]
    public void All_IsIso3166()
    {
        Assert.Equal(249, CountryOrRegion.All.Count);
        Assert.All(CountryOrRegion.All, code => Assert.Matches("^[A-Z]{2}$", code));
    }

    [Theory]
    [InlineData("HK", "HK")]
    [InlineData("us", "US")]
    [InlineData(" Tw ", "TW")]
    public void Parse_Known_IsUpperCase(string text, string code) => Assert.Equal(code, Expect.Value(CountryOrRegion.Parse(text)).Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UK")]
    [InlineData("USA")]
    [InlineData("XX")]
    public void Parse_Unknown_SaysSo(string? text) => Assert.Equal(":country.unknown", Expect.Error(CountryOrRegion.Parse(text)));

    [Fact]
    public void Parse_AnyText_Answers()
    {
        AnyText.Any.Sample(text =>
            Assert.True(CountryOrRegion.Parse(text).Refused(out _, out var country) || CountryOrRegion.All.Contains(country.Code)));
    }
}
