using CsCheck;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class CountryOrRegionTests
{
    private static string Code(string text) => Expect.Value(CountryOrRegion.Parse(text)).Code;

    [Fact]
    public void All_IsIso3166AndKosovoAndPeopleWithoutAState()
    {
        string[] more = ["XK", "XXA", "XXB", "XXC"];

        Assert.Superset(more.ToHashSet(), CountryOrRegion.All.ToHashSet());
        Assert.Equal(249, CountryOrRegion.All.Except(more).Count());
        Assert.All(CountryOrRegion.All.Except(more), code => Assert.Matches("^[A-Z]{2}$", code));
        Assert.All(CountryOrRegion.All, code => Assert.Equal(code, Code(code)));
    }

    [Theory]
    [InlineData("HK", "HK")]
    [InlineData("us", "US")]
    [InlineData(" Tw ", "TW")]
    [InlineData("XK", "XK")]
    [InlineData("xxa", "XXA")]
    [InlineData("XXB", "XXB")]
    [InlineData("XXC", "XXC")]
    [InlineData("ＨＫ", "HK")]
    [InlineData("\u202AHK\u202C", "HK")]
    public void Parse_Code_IsUpperCase(string text, string code) => Assert.Equal(code, Code(text));

    [Theory]
    [InlineData("USA", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("United States", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("America", "US")]
    [InlineData("Macau", "MO")]
    [InlineData("Macao SAR", "MO")]
    [InlineData("Great Britain", "GB")]
    [InlineData("UK", "GB")]
    [InlineData("U.K.", "GB")]
    [InlineData("England", "GB")]
    [InlineData("GBR", "GB")]
    [InlineData("GBN", "GB")]
    [InlineData("Korea", "KR")]
    [InlineData("South Korea", "KR")]
    [InlineData("Republic of Korea", "KR")]
    [InlineData("Korea (the Republic of)", "KR")]
    [InlineData("DPRK", "KP")]
    [InlineData("North Korea", "KP")]
    [InlineData("UAE", "AE")]
    [InlineData("Turkey", "TR")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkiye", "TR")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Czechia", "CZ")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Côte d‘Ivoire", "CI")]
    [InlineData("Cote d´Ivoire", "CI")]
    [InlineData("COTE D`IVOIRE", "CI")]
    [InlineData("Côte dʼIvoire", "CI")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("中国香港", "HK")]
    [InlineData("中國香港", "HK")]
    [InlineData("香港", "HK")]
    [InlineData("Hong Kong", "HK")]
    [InlineData("Hongkong", "HK")]
    [InlineData("臺灣", "TW")]
    [InlineData("台灣", "TW")]
    [InlineData("台湾", "TW")]
    [InlineData("中国台湾", "TW")]
    [InlineData("澳門", "MO")]
    [InlineData("中国", "CN")]
    [InlineData("PRC", "CN")]
    [InlineData("People's Republic of China", "CN")]
    [InlineData("Kosovo", "XK")]
    [InlineData("RKS", "XK")]
    [InlineData("AND", "AD")]
    [InlineData("Germany", "DE")]
    [InlineData("D", "DE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Holland", "NL")]
    [InlineData("the Netherlands", "NL")]
    [InlineData("Netherlands (the)", "NL")]
    [InlineData("Trinidad and Tobago", "TT")]
    [InlineData("Trinidad & Tobago", "TT")]
    [InlineData("Saint Lucia", "LC")]
    [InlineData("St. Lucia", "LC")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("Russian Federation", "RU")]
    [InlineData("Burma", "MM")]
    [InlineData("Congo", "CG")]
    [InlineData("DR Congo", "CD")]
    [InlineData("Niger", "NE")]
    [InlineData("Nigeria", "NG")]
    [InlineData("Guinea-Bissau", "GW")]
    [InlineData("アメリカ", "US")]
    [InlineData("대한민국", "KR")]
    [InlineData("Royaume-Uni", "GB")]
    [InlineData("EE. UU.", "US")]
    [InlineData("Россия", "RU")]
    [InlineData("الإمارات العربية المتحدة", "AE")]
    [InlineData("Stateless", "XXA")]
    [InlineData("无国籍", "XXA")]
    [InlineData("refugee", "XXB")]
    [InlineData("難民", "XXB")]
    public void Parse_WhatPeopleCallIt_IsFound(string text, string code) => Assert.Equal(code, Code(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("XX")]
    [InlineData("XXX")]
    [InlineData("ZZ")]
    [InlineData("Atlantis")]
    [InlineData("1")]
    public void Parse_Unknown_SaysSo(string? text) => Assert.Equal(":country.unknown", Expect.Error(CountryOrRegion.Parse(text)));

    [Fact]
    public void Parse_AnyText_Answers()
    {
        AnyText.Any.Sample(text =>
            Assert.True(CountryOrRegion.Parse(text).Refused(out _, out var country) || CountryOrRegion.All.Contains(country.Code))
        );
    }
}
