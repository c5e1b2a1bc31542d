using CsCheck;
using Ghc.Domain.Places;

namespace Ghc.Domain.Tests.Places;

public sealed class PlaceTests
{
    private const string Allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";

    [Fact]
    public void IsId_OneToSixtyFourSmallLettersDigitsAndHyphens_Is() =>
        Gen.Char[Allowed].Array[1, 64].Sample(characters => Assert.True(Place.IsId(new string(characters))));

    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("-")]
    [InlineData("luohu-port-1")]
    public void IsId_AllowedCharacters_Is(string id) => Assert.True(Place.IsId(id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Luohu")]
    [InlineData("luohu port")]
    [InlineData("luohu_port")]
    [InlineData("luohu/port")]
    [InlineData("luohu|port")]
    [InlineData("luohu\n")]
    [InlineData("罗湖")]
    [InlineData("lúohu")]
    [InlineData("١")]
    public void IsId_AnythingElse_IsNot(string? id) => Assert.False(Place.IsId(id));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsId_Length_IsLimited(int length, bool expected) => Assert.Equal(expected, Place.IsId(new string('a', length)));

    [Fact]
    public void Kinds_AreThoseOfTheContract() =>
        Assert.Equal(["port", "hotel", "station", "shop", "school", "hospital", "office", "other"], Place.Kinds);
}
