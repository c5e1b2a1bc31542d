using CsCheck;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Tests.Documents;

public sealed class PersonNameTests
{
    private static PersonName Name(string text) => Expect.Value(PersonName.Parse(text));

    [Theory]
    [InlineData(null, "name.missing")]
    [InlineData(" \t ", "name.missing")]
    [InlineData("\u200B\u202E\u3164", "name.missing")]
    [InlineData("<<<<", "name.missing")]
    [InlineData("N/A", "name.missing")]
    [InlineData("fnu/lnu", "name.missing")]
    [InlineData("-", "name.characters")]
    [InlineData("' .", "name.characters")]
    [InlineData("Ь", "name.characters")]
    [InlineData("12", "name.characters")]
    [InlineData("ANNA1", "name.characters")]
    [InlineData("ANNA 123", "name.characters")]
    [InlineData("13800138000", "name.characters")]
    [InlineData("anna@example.com 1a", "name.characters")]
    [InlineData("ANNA 😀", "name.characters")]
    [InlineData("ANNA & BEN", "name.characters")]
    [InlineData("\u0301ANNA", "name.characters")]
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
    [InlineData("Anna\tSmith", "Anna Smith")]
    [InlineData("\u202EAnna\u200B Sm\u00ADith\u202C", "Anna Smith")]
    [InlineData("ERIKSSON<<ANNA<MARIA<<<<", "ERIKSSON, ANNA MARIA")]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "ERIKSSON, ANNA MARIA")]
    [InlineData("SMITH/ANNA MS", "SMITH/ANNA MS")]
    [InlineData("陳大文 CHAN Tai Man", "陳大文 CHAN Tai Man")]
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
            Assert.True(name.Matches(name), name.Text);
            Assert.DoesNotContain(name.Text, char.IsControl);
        });
    }

    [Fact]
    public void Matches_AnyChoiceOfTransliteration_IsTrue()
    {
        // The letter and the choices that ICAO gives; plain letters that could be mistaken for a part of a choice are among them.
        string[][] letters =
        [
            ["Ä", "AE", "A"],
            ["Å", "AA", "A"],
            ["Ö", "OE", "O"],
            ["Ü", "UE", "UXX", "U"],
            ["Ñ", "NXX", "N"],
            ["Ø", "OE"],
            ["Æ", "AE"],
            ["A"],
            ["E"],
            ["X"],
            ["O"],
            ["U"],
            ["N"],
            ["R"],
        ];
        Gen.Select(Gen.Int[0, letters.Length - 1].Array[1, 12], Gen.Int[0, 11].Array[letters.Length])
            .Sample(
                (spelling, choices) =>
                {
                    var printed = string.Concat(spelling.Select(letter => letters[letter][0]));
                    var zone = string.Concat(spelling.Select(letter => letters[letter][choices[letter] % letters[letter].Length]));
                    Assert.True(Name(printed).Matches(Name(zone)), $"{printed} {zone}");
                }
            );
    }

    [Fact]
    public void MatchesAny_NamesOfOneDocument_IsTrueForEach()
    {
        PersonName[] names = [Name("CHAN TAI MAN"), Name("陳大文")];

        Assert.True(Name("Chan Tai-man").MatchesAny(names));
        Assert.True(Name("陈大文").MatchesAny(names));
        Assert.False(Name("陈大民").MatchesAny(names));
        Assert.False(Name("陈大文").MatchesAny([]));
    }

    [Fact]
    public void Matches_ManyLikeWords_AnswersSoon()
    {
        var (one, other) = (
            string.Join(' ', Enumerable.Repeat("A AA AAA", 7)) + " AB",
            string.Join(' ', Enumerable.Repeat("AAA AA A", 7)) + " BA"
        );

        Assert.False(Name(one).Matches(Name(other)));
    }

    [Fact]
    public void Matches_WordsInAnyOrder_IsTrue()
    {
        var word = Gen.Char["ABEINOUXÄÑЖЮ王"].Array[1, 6].Select(c => new string(c));
        Gen.Select(word.Array[1, 5], Gen.Int[0, 1000])
            .Sample(
                (words, seed) =>
                {
                    var shuffled = words.OrderBy(w => (w.GetHashCode(StringComparison.Ordinal) ^ seed) % 97);
                    Assert.True(Name(string.Join(' ', words)).Matches(Name(string.Join(", ", shuffled))));
                }
            );
    }
}
