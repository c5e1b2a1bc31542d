using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents.Names;

/// <summary>
/// Letter by letter, the tables of ICAO Doc 9303 part 3, section 6, between two letters that are the same in all of them.
/// </summary>
public sealed class NameLettersTests
{
    private static PersonName Name(string text) => Expect.Value(PersonName.Parse(text));

    private static void AssertSpelled(string name, string latin)
    {
        Assert.True(Name(name).Matches(Name(latin)), $"{name} = {latin}");
        Assert.True(Name(latin).Matches(Name(name)), $"{latin} = {name}");
    }

    private static void AssertNotSpelled(string name, string latin)
    {
        Assert.False(Name(name).Matches(Name(latin)), $"{name} = {latin}");
        Assert.False(Name(latin).Matches(Name(name)), $"{latin} = {name}");
    }

    [Theory]
    [InlineData(
        "Æ=AE Ð=D Þ=TH ß=SS ẞ=SS Ɖ=D Ħ=H ı=I ĸ=Q Ł=L Ŋ=N Œ=OE Ŧ=T Ə=E Ä=AE Ä=A Å=AA Å=A Ö=OE Ö=O Ø=OE Ø=O Ü=UE Ü=UXX Ü=U Ñ=N Ñ=NXX Đ=D Đ=DJ"
    )]
    [InlineData("Á=A Ç=C É=E Ğ=G Ķ=K Ñ=N Ő=O Ș=S Ť=T Ů=U Ẅ=W Ỹ=Y Ż=Z")]
    public void LatinLetter_IsSpelledInAToZ(string table) =>
        Assert.All(Rows(table), row => AssertSpelled($"M{row.Letter}M", $"M{row.Latin}M"));

    [Theory]
    [InlineData("А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH")]
    [InlineData("Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA І=I Ї=I Є=IE Ґ=G Ў=U Ђ=D Ђ=DJ Ѓ=G Ѕ=DZ Ј=J Љ=LJ Њ=NJ Ћ=C Ќ=K Џ=DZ Ѫ=U Ѵ=Y Ғ=G")]
    [InlineData("Г=H Ё=IO Щ=SHT Ѓ=GJ Ғ=GJ Ќ=KJ Џ=DJ Х=H Ц=C Ж=Z Ч=C Ш=S И=Y")]
    public void CyrillicLetter_IsSpelledAsInALanguageThatHasIt(string table) =>
        Assert.All(Rows(table), row => AssertSpelled($"М{row.Letter}М", $"M{row.Latin}M"));

    [Theory]
    [InlineData("ГЁ", "HIO")]
    [InlineData("ЃЌЏХЦ", "GJKJDJHC")]
    [InlineData("ЖХЦЧШ", "ZHCCS")]
    [InlineData("ГИМ", "HYM")]
    [InlineData("ЩЦ", "SHTTS")]
    public void ExceptionsOfOneLanguage_ApplyToTheWholeName(string name, string latin) => AssertSpelled(name, latin);

    [Theory]
    [InlineData("ЁЩ", "IOSHT")]
    [InlineData("ЩЦ", "SHTC")]
    [InlineData("ЃЧ", "GJC")]
    [InlineData("ИЖ", "YZ")]
    [InlineData("ГХ", "HH")]
    public void ExceptionsOfTwoLanguages_DoNotMeetInOneName(string name, string latin) => AssertNotSpelled(name, latin);

    [Theory]
    [InlineData("Є=YE Ї=YI Й=Y Ю=YU Я=YA")]
    public void UkrainianLetterAtTheStartOfAWord_IsSpelledOtherThanWithin(string table) =>
        Assert.All(
            Rows(table),
            row =>
            {
                AssertSpelled($"{row.Letter}М", $"{row.Latin}M");
                AssertSpelled($"М {row.Letter}М", $"M {row.Latin}M");
                AssertNotSpelled($"М{row.Letter}М", $"M{row.Latin}M");
            }
        );

    [Theory]
    [InlineData("Ь")]
    [InlineData("Ьь ь")]
    public void NameOfSignsOnly_CannotBeCompared(string name) => Assert.Equal(":name.characters", Expect.Error(PersonName.Parse(name)));

    [Theory]
    [InlineData("Ǖ")]
    [InlineData("Ǘ")]
    [InlineData("Ǚ")]
    [InlineData("Ǜ")]
    public void PinyinTone_IsLost(string letter)
    {
        AssertSpelled($"L{letter} Ming", "LYU MING");
        AssertSpelled($"L{letter} Ming", "LUE MING");
        AssertSpelled($"M{letter} Ming", "MU MING");
        AssertNotSpelled($"M{letter} Ming", "MYU MING");
    }

    [Theory]
    [InlineData("かき", "がき")]
    [InlineData("はる", "ぱる")]
    [InlineData("नि", "न")]
    [InlineData("மி", "ம")]
    public void MarkOfAnotherScript_MakesAnotherLetter(string one, string other) => AssertNotSpelled(one, other);

    [Theory]
    [InlineData("Άννα", "Αννα")]
    [InlineData("葛\uFE00飾", "葛飾")]
    [InlineData("葛\U000E0100飾", "葛飾")]
    [InlineData("葛\U000E01EF飾", "葛飾")]
    [InlineData("A\u0361NNA", "ANNA")]
    [InlineData("Aˇnna", "Anna")]
    [InlineData("A\u0300NNA", "ANNA")]
    [InlineData("A\u036FNNA", "ANNA")]
    public void MarkThatMakesNoOtherLetter_IsLost(string one, string other) => AssertSpelled(one, other);

    [Theory]
    [InlineData("〇一", "一")]
    [InlineData("ʯanna", "anna")]
    [InlineData("Ͱanna", "anna")]
    public void LetterBesideTheMarks_IsKept(string one, string other) => AssertNotSpelled(one, other);

    private static IEnumerable<(string Letter, string Latin)> Rows(string table) =>
        table.Split(' ').Select(row => row.Split('=')).Select(row => (row[0], row[1]));
}
