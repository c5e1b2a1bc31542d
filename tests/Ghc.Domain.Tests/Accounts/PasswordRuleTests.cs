using CsCheck;
using Ghc.Domain.Accounts;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Accounts;

public sealed class PasswordRuleTests
{
    private static readonly string[] Parts = ["length", "digit", "letter", "special", "common", "characters"];

    [Theory]
    [InlineData("Demo!2026")]
    [InlineData("tr4vel by sea!")]
    [InlineData("7-Wolken-Kuh")]
    [InlineData("密码很安全的！1")]
    [InlineData("€uro1234")]
    public void Unmet_GoodPassword_IsEmpty(string password) => Assert.Empty(PasswordRule.Unmet(password));

    [Theory]
    [InlineData("", "length,digit,letter,special")]
    [InlineData("Ab!1", "length")]
    [InlineData("Kuh-7Wolken-Himmel", "length")]
    [InlineData("Wolken-Kuh", "digit")]
    [InlineData("!8273-91!", "letter")]
    [InlineData("Wolken7Kuh", "special")]
    [InlineData("Wolken-7\u0007Kuh", "characters")]
    [InlineData("Password1!", "common")]
    [InlineData("P@ssw0rd#1", "common")]
    [InlineData("QWERTY!23", "common")]
    [InlineData("a123456!", "common")]
    [InlineData("1qaz@WSX", "common")]
    [InlineData("Woaini1314!", "common")]
    [InlineData("password", "digit,special,common")]
    [InlineData("sasha_007", "common")]
    [InlineData("drakon_13", "common")]
    [InlineData("NCC-1701", "common")]
    [InlineData("blink+182", "common")]
    [InlineData("(thx1138)", "common")]
    public void Unmet_WeakPassword_NamesEachPart(string password, string unmet)
    {
        Assert.Equal(unmet, string.Join(',', PasswordRule.Unmet(password)));
    }

    [Fact]
    public void Unmet_LoneSurrogate_IsAnUnprintableCharacter() => Assert.Equal(["characters"], PasswordRule.Unmet("Wolken-7\uD83D"));

    [Fact]
    public void Unmet_LeakedPasswordInAnyDress_IsCommon()
    {
        foreach (var dress in new[] { "bond007!", "Bond_007", "$BOND007$", "b-o-n-d-007", "bond 007" })
        {
            Assert.Equal(["common"], PasswordRule.Unmet(dress));
        }
    }

    [Fact]
    public void Unmet_Emoji_CountsOnceAndIsSpecial() => Assert.Empty(PasswordRule.Unmet("Wolken7😀"));

    [Fact]
    public void Unmet_AnyText_IsEmptyOnlyIfEveryPartIsMet()
    {
        AnyText.Any.Sample(text =>
        {
            var unmet = PasswordRule.Unmet(text);
            Assert.Equal(unmet.Distinct(), unmet);
            Assert.All(unmet, part => Assert.Contains(part, Parts));
            Assert.True(unmet.Count > 0 || (text.EnumerateRunes().Count() is >= 8 and <= 16 && !text.Any(char.IsControl)));
        });
    }
}
