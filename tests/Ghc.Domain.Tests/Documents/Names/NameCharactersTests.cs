using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents.Names;

/// <summary>Character by character, what may stand in and between the words of a name.</summary>
public sealed class NameCharactersTests
{
    private static PersonName Name(string text) => Expect.Value(PersonName.Parse(text));

    private static void AssertSame(string one, string other)
    {
        Assert.True(Name(one).Matches(Name(other)), $"{one} = {other}");
        Assert.True(Name(other).Matches(Name(one)), $"{other} = {one}");
    }

    [Theory]
    [InlineData("'`´ʹʻʼʽʾʿˈ՚‘’‛′＇")]
    public void Apostrophe_IsOmitted(string characters) =>
        Assert.All(
            characters,
            character =>
            {
                AssertSame($"O{character}BRIEN SEAN", "OBRIEN SEAN");
                Assert.Equal("O*** S***", Name($"O{character}BRIEN SEAN").Masked);
            }
        );

    [Theory]
    [InlineData(",;/\\|、﹐﹑，／；＼｜､")]
    public void MarkAfterTheSurname_SeparatesWords(string characters) =>
        Assert.All(characters, character => AssertSame($"LI{character}ANG WEI", "LI, ANG WEI"));

    [Theory]
    [InlineData(" _·•‧∙⋅・＿･")]
    [InlineData(".․。﹒．｡")]
    [InlineData("-‐‑‒–—―⁃−－")]
    public void GapStopOrHyphen_SeparatesWords(string characters) =>
        Assert.All(characters, character => AssertSame($"ANNA{character}MARIA SMITH", "ANNA MARIA SMITH"));

    [Theory]
    [InlineData("()")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("«»")]
    [InlineData("“”")]
    [InlineData("„“")]
    [InlineData("《》")]
    [InlineData("「」")]
    [InlineData("【】")]
    [InlineData("〔〕")]
    [InlineData("＂＂")]
    [InlineData("（）")]
    [InlineData("［］")]
    public void Brackets_HoldASecondName(string brackets)
    {
        AssertSame($"CHAN TAI MAN {brackets[0]}PETER{brackets[1]}", "CHAN TAI MAN");
        AssertSame($"CHAN TAI MAN {brackets[0]}PETER{brackets[1]}", "CHAN TAI MAN PETER");
    }

    [Theory]
    [InlineData('@')]
    [InlineData('＠')]
    public void AliasSign_SeparatesTwoNames(char sign)
    {
        AssertSame($"LIM AH KOW {sign} LIM KOK MENG", "LIM AH KOW");
        AssertSame($"LIM AH KOW {sign} LIM KOK MENG", "LIM KOK MENG");
    }

    [Theory]
    [InlineData("1", "I")]
    [InlineData("4", "IV")]
    [InlineData("5TH", "V")]
    [InlineData("9", "IX")]
    [InlineData("14", "XIV")]
    [InlineData("22nd", "XXII")]
    [InlineData("38", "XXXVIII")]
    [InlineData("40", "XL")]
    [InlineData("49", "XLIX")]
    [InlineData("50", "L")]
    [InlineData("88", "LXXXVIII")]
    [InlineData("90", "XC")]
    [InlineData("99", "XCIX")]
    [InlineData("٣", "III")]
    [InlineData("１２", "XII")]
    public void Number_IsARomanNumeral(string number, string numeral) => AssertSame($"ANNA SMITH {number}", $"ANNA SMITH {numeral}");

    [Theory]
    [InlineData("ANNA SMITH 123")]
    [InlineData("ANNA SMITH 3X")]
    [InlineData("ANNA SMITH3")]
    [InlineData("3RDANNA SMITH")]
    [InlineData("ANNA + SMITH")]
    [InlineData("ANNA = SMITH")]
    [InlineData("ANNA $ SMITH")]
    [InlineData("Ⅲ€")]
    [InlineData("ANNA \u0301SMITH")]
    public void AnythingElse_IsNoName(string text) => Assert.Equal(":name.characters", Expect.Error(PersonName.Parse(text)));
}
