using CsCheck;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class PersonNameTests
{
    private static PersonName Name(string text) => Expect.Value(PersonName.Parse(text));

    [Theory]
    [InlineData("ANNA SMITH", "anna smith")]
    [InlineData("ANNA SMITH", "SMITH, ANNA")]
    [InlineData("ANNA SMITH", "SMITH,ANNA")]
    [InlineData("ANNA-MARIA SMITH", "ANNAMARIA SMITH")]
    [InlineData("ANNA MARIA SMITH", "SMITH, ANNAMARIA")]
    [InlineData("JOSE MARIA DE LA CRUZ", "DE LA CRUZ JOSE MARIA")]
    [InlineData("SEAN O'BRIEN", "O’BRIEN SEAN")]
    [InlineData("JOHN F. KENNEDY", "KENNEDY JOHN F")]
    [InlineData("Müller", "MUELLER")]
    [InlineData("Müller", "MULLER")]
    [InlineData("Müller", "MUXXLLER")]
    [InlineData("MULLER", "MUELLER")]
    [InlineData("Peña", "PENXXA")]
    [InlineData("Åse Sørensen", "AASE SOERENSEN")]
    [InlineData("Łukasz Groß", "LUKASZ GROSS")]
    [InlineData("Þórður", "THORDUR")]
    [InlineData("Nguyễn Đức", "NGUYEN DUC")]
    [InlineData("Çağrı", "CAGRI")]
    [InlineData("Щукин Юрий", "SHCHUKIN IURII")]
    [InlineData("Жанна Хомякова", "ZHANNA KHOMIAKOVA")]
    [InlineData("Юрій Григорович", "YURII HRYHOROVYCH")]
    [InlineData("Шт Щерев", "SHT SHTEREV")]
    [InlineData("Жикић", "ZIKIC")]
    [InlineData("王小明", "王 小明")]
    [InlineData("ＡＮＮＡ　ＳＭＩＴＨ", "Anna Smith")]
    [InlineData("玛丽·史密斯", "玛丽・史密斯")]
    public void Matches_SameNameInAnotherForm_IsTrue(string one, string other)
    {
        Assert.True(Name(one).Matches(Name(other)));
        Assert.True(Name(other).Matches(Name(one)));
    }

    [Theory]
    [InlineData("ANNA SMITH", "ANNE SMITH")]
    [InlineData("ANNA SMITH", "ANNA")]
    [InlineData("ANNA SMITH", "ANNA SMITHS")]
    [InlineData("ANNA SMITH", "HTIMS ANNA")]
    [InlineData("WANG WEI", "WANG WEN")]
    [InlineData("王小明", "王小红")]
    [InlineData("かき", "がき")]
    [InlineData("Иван", "Иваны")]
    public void Matches_AnotherName_IsFalse(string one, string other)
    {
        Assert.False(Name(one).Matches(Name(other)));
        Assert.False(Name(other).Matches(Name(one)));
    }

    [Theory]
    [InlineData(null, "name.missing")]
    [InlineData(" \t ", "name.missing")]
    [InlineData("-", "name.characters")]
    [InlineData("' .", "name.characters")]
    [InlineData("Ь", "name.characters")]
    [InlineData("ANNA1", "name.characters")]
    [InlineData("ANNA\tSMITH", "name.characters")]
    [InlineData("ANNA\u202ESMITH", "name.characters")]
    [InlineData("ANNA\u200BSMITH", "name.characters")]
    [InlineData("ANNA 😀", "name.characters")]
    [InlineData("ANNA <SMITH>", "name.characters")]
    [InlineData("\u0301ANNA", "name.characters")]
    [InlineData("\u3164\u3164", "name.characters")]
    public void Parse_NoName_SaysWhy(string? input, string problem)
    {
        Assert.Equal($":{problem}", Expect.Error(PersonName.Parse(input)));
    }

    [Fact]
    public void Parse_LoneSurrogate_IsRefused()
    {
        Assert.Equal(":name.characters", Expect.Error(PersonName.Parse("ANNA \uD83D SMITH")));
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    [InlineData(10_000, false)]
    public void Parse_Length_IsLimitedInCharacters(int length, bool accepted)
    {
        // Each is one character, though two UTF-16 units.
        var name = string.Concat(Enumerable.Repeat("𠮷", length));

        Assert.Equal(!accepted, PersonName.Parse(name).Refused(out var refusal, out _));
        Assert.Equal(accepted ? null : "name.too-long", refusal?.Errors[0].Problem);
    }

    [Theory]
    [InlineData("  Anna \u00A0 Smith\n", "Anna Smith")]
    [InlineData("A\u0308nna", "Änna")]
    [InlineData("O’Brien-Smith, Jr.", "O’Brien-Smith, Jr.")]
    public void Text_IsTidiedAndOtherwiseKept(string input, string text)
    {
        Assert.Equal(text, Name(input).Text);
    }

    [Theory]
    [InlineData("Anna Smith", "A*** S***")]
    [InlineData("LI NA", "L* N*")]
    [InlineData("J SMITH", "J* S***")]
    [InlineData("王小明", "王**")]
    [InlineData("王明", "王*")]
    [InlineData("'T HOOFT", "T* H***")]
    public void Masked_ShowsFirstLettersOnly(string input, string masked)
    {
        Assert.Equal(masked, Name(input).Masked);
        Assert.Equal(masked, Name(input).ToString());
    }

    [Fact]
    public void Parse_AnyText_AnswersAndIsStable()
    {
        AnyText.Any.Sample(text =>
        {
            if (PersonName.Parse(text).Refused(out var refusal, out var name))
            {
                Assert.StartsWith("name.", Assert.Single(refusal.Errors).Problem, StringComparison.Ordinal);
                return;
            }

            Assert.Equal(name, Name(name.Text));
            Assert.NotEmpty(name.Key);
            Assert.True(name.Matches(name));
            Assert.DoesNotContain(name.Text, c => char.IsControl(c) || char.IsDigit(c));
        });
    }

    [Fact]
    public void Matches_AnyChoiceOfTransliteration_IsTrue()
    {
        // The letter and the choices that ICAO gives; plain letters that could be mistaken for a part of a choice are among them.
        string[][] letters =
        [
            ["Ä", "AE", "A"], ["Å", "AA", "A"], ["Ö", "OE", "O"], ["Ü", "UE", "UXX", "U"], ["Ñ", "NXX", "N"], ["Ø", "OE"], ["Æ", "AE"],
            ["A"], ["E"], ["X"], ["O"], ["U"], ["N"], ["R"],
        ];
        var letter = Gen.Select(Gen.Int[0, letters.Length - 1], Gen.Int[0, 11], Gen.Int[0, 11])
            .Select((i, a, b) => (One: letters[i][a % letters[i].Length], Other: letters[i][b % letters[i].Length]));
        letter.Array[1, 12].Sample(spelling =>
        {
            var (one, other) = (string.Concat(spelling.Select(s => s.One)), string.Concat(spelling.Select(s => s.Other)));
            Assert.True(Name(one).Matches(Name(other)), $"{one} {other}");
            Assert.Equal(Name(one).Key, Name(other).Key);
        });
    }

    [Fact]
    public void Matches_WordsInAnyOrder_IsTrue()
    {
        var word = Gen.Char["ABEINOUXÄÑЖЮ王"].Array[1, 6].Select(c => new string(c));
        Gen.Select(word.Array[1, 5], Gen.Int[0, 1000]).Sample((words, seed) =>
        {
            var shuffled = words.OrderBy(w => (w.GetHashCode(StringComparison.Ordinal) ^ seed) % 97);
            Assert.True(Name(string.Join(' ', words)).Matches(Name(string.Join(", ", shuffled))));
        });
    }
}
