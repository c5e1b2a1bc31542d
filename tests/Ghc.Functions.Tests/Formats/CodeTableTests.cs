using System.Text.RegularExpressions;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Tests.Contracts;

namespace Ghc.Functions.Tests.Formats;

/// <summary>The table of codes: every code is one (by its check digit), has a meaning that is used, and stands in the guide.</summary>
public sealed partial class CodeTableTests
{
    public static TheoryData<string, string> Codes =>
        [.. LabCodes.Table.Keys.Where(key => key.System != "word").Select(key => (key.System, key.Code))];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_HasItsCheckDigit_AndStandsInTheGuide(string system, string code)
    {
        if (system == LabCodes.Snomed)
        {
            Assert.Equal(0, Verhoeff(code));
        }
        else if (system == LabCodes.Loinc && !code.StartsWith("LA", StringComparison.Ordinal))
        {
            // Answers (LA…) have a check digit too, by a rule that the guide does not give.
            Assert.Equal(code[^1] - '0', Mod10(LoincDigits().Match(code).Groups[1].Value));
        }

        Assert.Contains($"`{code}`", Docs.Text("messages.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckDigits_OfAMistypedCode_AreFound()
    {
        Assert.NotEqual(0, Verhoeff("260373010"));
        Assert.NotEqual(6, Mod10("94501"));
    }

    [Theory]
    [InlineData("94500-6", TestKind.NucleicAcid)]
    [InlineData("94533-7", TestKind.NucleicAcidTarget)]
    [InlineData("94558-4", TestKind.Antigen)]
    [InlineData("97099-6", TestKind.Panel)]
    [InlineData("94563-4", TestKind.Other)]
    [InlineData("94745-7", TestKind.Supplement)]
    [InlineData("94660-8", null)]
    [InlineData("1234-5", null)]
    public void Test_OfLoinc_IsOfItsKind(string code, TestKind? kind)
    {
        Assert.Equal(kind, LabCodes.TestOf([new GivenCode("http://loinc.org", code, null)]));
        Assert.Equal(kind, LabCodes.TestOf([new GivenCode("L", "COVID", null), new GivenCode("LN", code, null)]));
        Assert.Null(LabCodes.TestOf([new GivenCode("L", code, null)]));
    }

    [Fact]
    public void Codes_AllMeanATestOrAResult() =>
        Assert.All(
            LabCodes.Table.Keys,
            key =>
            {
                var code =
                    key.System == "word" ? new GivenCode(null, null, key.Code) : new GivenCode(SystemName(key.System), key.Code, null);
                Assert.Equal(1, LabCodes.FindingsOf([code]).Count + (LabCodes.TestOf([code]) is null ? 0 : 1));
            }
        );

    /// <summary>A message that cannot be read raises the most urgent alert if it may be a positive.</summary>
    [Theory]
    [InlineData("{\"result\":\"Positive\"", true)]
    [InlineData("结果：阳性", true)]
    [InlineData("Ergebnis POSITIV", true)]
    [InlineData("|260373001^^SCT", true)]
    [InlineData("LA6576-8", true)]
    [InlineData("not detected", false)]
    [InlineData("未检出 阴性", false)]
    [InlineData("position 7", false)]
    [InlineData("negative", false)]
    public void Positive_IsSeenInAnyText(string text, bool positive) => Assert.Equal(positive, LabCodes.CanMeanPositive(text));

    /// <summary>However it is named; and told by its form if it has no name.</summary>
    [Theory]
    [InlineData("http://loinc.org", "94500-6")]
    [InlineData("https://loinc.org/", "94500-6")]
    [InlineData("urn:oid:2.16.840.1.113883.6.1", "94500-6")]
    [InlineData("2.16.840.1.113883.6.1", "94500-6")]
    [InlineData("LOINC", "94500-6")]
    [InlineData(" ln ", "94500-6")]
    [InlineData(null, "94500-6")]
    [InlineData("http://snomed.info/sct", "871555000")]
    [InlineData("http://snomed.info/sct/83821000000107", "871555000")]
    [InlineData("SNOMED-CT", "871555000")]
    [InlineData("Snomed CT", "871555000")]
    [InlineData("SCT", "871555000")]
    [InlineData(null, "871555000")]
    public void System_OfAnyName_IsTold(string? system, string code) =>
        Assert.Equal(TestKind.NucleicAcid, LabCodes.TestOf([new GivenCode(system, code, null)]));

    [Theory]
    [InlineData("L", "94500-6")]
    [InlineData("99LAB", "871555000")]
    [InlineData("http://lab.example/codes", "94500-6")]
    [InlineData("http://snomed.info/sct", "94500-6")]
    [InlineData(null, "COVID")]
    public void System_ThatIsAnother_IsNotGuessed(string? system, string code) =>
        Assert.Null(LabCodes.TestOf([new GivenCode(system, code, null)]));

    private static string SystemName(string system) =>
        system switch
        {
            LabCodes.Loinc => "LN",
            LabCodes.Snomed => "SCT",
            _ => LabCodes.InterpretationSystem,
        };

    /// <summary>LOINC Users' Guide, "Calculating Mod 10 check digits".</summary>
    private static int Mod10(string digits)
    {
        var sum = digits
            .Reverse()
            .Index()
            .Sum(digit => digit.Index % 2 == 1 ? digit.Item - '0' : ((digit.Item - '0') * 2 / 10) + ((digit.Item - '0') * 2 % 10));
        return (10 - (sum % 10)) % 10;
    }

    /// <summary>SNOMED CT identifiers end in Verhoeff's check digit: 0 for a good one.</summary>
    private static int Verhoeff(string number)
    {
        const string Products = "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210";
        const string Permutations = "01234567891576283094580379614289160435279453126870428657390127938064157046913258";
        return number
            .Reverse()
            .Index()
            .Aggregate(0, (check, digit) => Products[(check * 10) + Permutations[(digit.Index % 8 * 10) + digit.Item - '0'] - '0'] - '0');
    }

    [GeneratedRegex(@"^(\d+)-\d$")]
    private static partial Regex LoincDigits();
}
