using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents.Names;

/// <summary>Different people stay different, kind by kind.</summary>
public sealed class NameMismatchTests
{
    private static PersonName Name(string text) => Expect.Value(PersonName.Parse(text));

    private static void AssertDifferent(string one, string other)
    {
        Assert.False(Name(one).Matches(Name(other)), $"{one} = {other}");
        Assert.False(Name(other).Matches(Name(one)), $"{other} = {one}");
    }

    [Theory]
    [InlineData("ANNA SMITH", "ANNE SMITH")]
    [InlineData("ANNA SMITH", "ANNA")]
    [InlineData("ANNA SMITH", "ANNA SMITHS")]
    [InlineData("ANNA SMITH", "HTIMS ANNA")]
    [InlineData("ANNA SMITH", "ANNA MARIA SMITH")]
    [InlineData("WANG WEI", "WANG WEN")]
    [InlineData("王小明", "王小红")]
    [InlineData("王小明", "王明小")]
    [InlineData("かき", "がき")]
    [InlineData("Иван", "Иваны")]
    [InlineData("ERIKSSON<<ANNA<MARIA", "ERIKSSON<<ANNA")]
    [InlineData("SMITH/ANNA MS", "SMITH/ANNE MS")]
    public void OtherLetters(string one, string other) => AssertDifferent(one, other);

    /// <summary>What may be left out on one side proves nothing if both sides leave it out.</summary>
    [Theory]
    [InlineData("COL JOHN SMITH", "JANE SMITH")]
    [InlineData("COL SMITH", "MAJ SMITH")]
    [InlineData("ENG LI", "LI")]
    [InlineData("XXX ANNA", "SMITH ANNA")]
    [InlineData("陳大文（又名陈二）", "陈三")]
    public void TitlesAndAliases_OfOthers(string one, string other) => AssertDifferent(one, other);

    [Theory]
    [InlineData("LI ANG", "LIANG")]
    [InlineData("LI ANG", "LIANG LIANG")]
    [InlineData("XI AN", "XIAN")]
    [InlineData("LI<<ANG<WEI", "LIANG WEI")]
    [InlineData("LI, ANG WEI", "LIANG, WEI")]
    [InlineData("SMITH ANNA", "SMIT HANNA")]
    [InlineData("CHAN TAI MAN", "CHA NTAI MAN")]
    [InlineData("CHAN TAI MAN", "CHANT AIMAN")]
    [InlineData("CHAN TAI MAN", "CHAN MANTAI")]
    public void WordsThatBreakElsewhere(string one, string other) => AssertDifferent(one, other);

    [Theory]
    [InlineData("XU", "XUE")]
    [InlineData("YU", "YUE")]
    [InlineData("XU WEI", "XUE WEI")]
    [InlineData("KIM JA HEE", "KIM JAE HEE")]
    [InlineData("RAUL PAEZ", "RAUL PAZ")]
    [InlineData("MICHAEL SMITH", "MICHAL SMITH")]
    [InlineData("MULLER ANNA", "MUELLER ANNA")]
    [InlineData("NOA SMITH", "NOAA SMITH")]
    [InlineData("JOEL KOH", "JOL KOH")]
    [InlineData("LYU MING", "LI MING")]
    [InlineData("LU MING", "LUE MING")]
    [InlineData("KIM EUNYU", "KIM EUNU")]
    [InlineData("LIN YU", "LIN U")]
    [InlineData("SILVA ANA", "SILUA ANA")]
    [InlineData("ALVES ANA", "ALUES ANA")]
    public void LettersThatLookFolded(string one, string other) => AssertDifferent(one, other);

    [Theory]
    [InlineData("ANNA M SMITH", "ANNA MARIA SMITH")]
    [InlineData("ERIKSSON<<ANNA<M", "ERIKSSON<<ANNA<MARIA")]
    [InlineData("NILAVADHANANANDA CHAYAPA DEJTHAMRON K", "Nilavadhanananda Chayapa Dejthamrong Krasuang")]
    [InlineData("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRON<K", "Nilavadhanananda Chayapa Dejthamrong Krasuang")]
    [InlineData("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "Nilavadhanananda Chayapa Dejthamrong Somchai")]
    [InlineData("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "Nilavadhanananda Chayapa Krasuang")]
    [InlineData("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<S")]
    [InlineData("BENNELONG<WOOLOOMOOLOO<W<W<<DI", "Bennelong Wooloomooloo Warrandyte, Dingo Potoroo")]
    public void CutWithoutNeed(string one, string other) => AssertDifferent(one, other);

    [Theory]
    [InlineData("JOHN SMITH JR", "JOHN SMITH SR")]
    [InlineData("JOHN SMITH II", "JOHN SMITH III")]
    [InlineData("JOHN SMITH 2ND", "JOHN SMITH 3RD")]
    [InlineData("MD RAHMAN ALI", "HAJI RAHMAN ALI")]
    [InlineData("SINGH/FNU", "KAUR/FNU")]
    [InlineData("LI LI LI", "LI")]
    [InlineData("LI MA", "LI")]
    [InlineData("SMITH ADAMS", "ADA SMITH")]
    [InlineData("MUTHU A/L RAMAN", "MUTHU A/P RAMAN")]
    [InlineData("CHAN TAI MAN (PETER)", "CHAN TAI MAN (PAUL)")]
    [InlineData("TAN AH KOW (CHEN YAGOU)", "TAN AH BENG (CHEN YAGOU)")]
    [InlineData("LIM AH KOW @ LIM KOK MENG", "LIM AH MENG")]
    [InlineData("LIM AH KOW @ ALBERT", "ALBERT")]
    public void PartsThatBothSidesHave(string one, string other) => AssertDifferent(one, other);

    [Theory]
    [InlineData("陈咏欣", "陈永欣")]
    [InlineData("李喆", "李哲")]
    [InlineData("陳大文 CHAN Tai Man", "陳大民 CHAN Tai Ming")]
    [InlineData("陳大文 CHAN", "CHAN")]
    [InlineData("陳 CHAN TAI MAN", "陳")]
    public void OtherCharacters(string one, string other) => AssertDifferent(one, other);
}
