using System.Text;
using Ghc.Functions.LabResults.Formats;

namespace Ghc.Functions.Tests.Formats;

/// <summary>How HL7 v2 is written: delimiters, escapes, ends of segments, frames, batches, character sets.</summary>
public sealed class Hl7FileTests
{
    private const string Message =
        "MSH|^~\\&|LIS|gz-kingmed|GHC||20220711180200+0800||ORU^R01|M|P|2.5.1||||||CHARSET\rPID|1||X1234567^^^^PPN||NAME\rOBR|1||A-1|94500-6^^LN|||202207110820+0800|||||||||||||||20220711174500+0800|||F\rOBX|1|ST|94500-6^^LN||negative||||||F";

    static Hl7FileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\r", "\v", "\x1c\r")]
    [InlineData("\n", "FHS|^~\\&|LIS\nBHS|^~\\&|LIS\n", "\nBTS|1\nFTS|1\n")]
    [InlineData("\r\n", "\ufeff", "")]
    public void Segments_EndInAnyWay(string end, string before = "", string after = "")
    {
        var text = before + Text("SMITH^ANNA").Replace("\r", end, StringComparison.Ordinal) + after;

        Assert.True(Hl7Messages.IsMeant(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("SMITH ANNA", NameOf(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Batch_EveryMessageStandsAlone()
    {
        var text = string.Join(
            "\r\n",
            "FHS|^~\\&",
            "BHS|^~\\&",
            Text("SMITH^ANNA"),
            Text("X^Y", "UNKNOWN 8"),
            Text("X^Y").Replace("ORU^R01", "ADT^A01", StringComparison.Ordinal),
            "MSH|garbage~\\&|",
            Text("WU^BEN"),
            "BTS|4",
            "FTS|1"
        );

        var rows = Mapped.Hl7(Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            ["", "line 7 MSH-18: hl7.charset", "line 11 MSH-9: hl7.type", "line 15 MSH: hl7.header", ""],
            rows.Select(Mapped.Problems)
        );
    }

    [Fact]
    public void Delimiters_AreThoseOfTheHeader()
    {
        var text = Text("SMITH^ANNA").Replace('^', '!').Replace('|', '*').Replace("*!~\\&*", "*!%/:*", StringComparison.Ordinal);

        Assert.Equal("SMITH ANNA", NameOf(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(@"A\F\B", "A|B")]
    [InlineData(@"A\S\B\T\C\R\D\E\E", "A^B&C~D\\E")]
    [InlineData(@"A\X42\B", "ABB")]
    [InlineData(@"\XE9998E\", "陎")]
    [InlineData(@"A\.br\B", "A\nB")]
    [InlineData(@"\H\A\N\B\Z01\", "AB")]
    [InlineData(@"A\X4\B", "AB")]
    [InlineData(@"A\B", @"A\B")]
    public void Escapes_AreRead(string written, string read) =>
        Assert.Equal(read, Hl7Escapes.Read(written, new Hl7Syntax('|', '^', '~', '\\', '&', Encoding.UTF8)));

    [Theory]
    [InlineData("UNICODE UTF-8", "utf-8")]
    [InlineData("", "utf-8")]
    [InlineData("GB 18030-2000", "gb18030")]
    [InlineData("", "gb18030")]
    [InlineData("UNICODE UTF-8", "utf-16")]
    [InlineData("BIG-5", "big5")]
    public void Names_InTheSetOfTheHeader_AreRead(string named, string written)
    {
        var encoding = Encoding.GetEncoding(written);
        var bytes = encoding.GetBytes(Text("陳^大文", named));

        Assert.Equal("陳 大文", NameOf(written == "utf-16" ? [.. encoding.GetPreamble(), .. bytes] : bytes));
    }

    [Theory]
    [InlineData("8859/1", "iso-8859-1")]
    [InlineData("8859/15", "iso-8859-15")]
    public void Names_InLatinSets_AreRead(string named, string written) =>
        Assert.Equal("MÜLLER JOSÉ", NameOf(Encoding.GetEncoding(written).GetBytes(Text("MÜLLER^JOSÉ", named))));

    /// <summary>The second byte of 東 in GB 18030 is that of the delimiter of fields.</summary>
    [Fact]
    public void Names_WithADelimiterInsideOfALetter_AreRead()
    {
        var bytes = Encoding.GetEncoding("gb18030").GetBytes(Text("林^東", "GB 18030-2000"));
        Assert.Contains((byte)'|', Encoding.GetEncoding("gb18030").GetBytes("東"));

        Assert.Equal("林 東", NameOf(bytes));
    }

    [Theory]
    [InlineData("UNICODE UTF-8")]
    [InlineData("KLINGON")]
    public void Bytes_OfAnotherSet_AreRefused(string named) =>
        Assert.Equal(
            "line 1 MSH-18: hl7.charset",
            Mapped.Problems(Assert.Single(Mapped.Hl7(Encoding.GetEncoding("gb18030").GetBytes(Text("陈^大文", named)))))
        );

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public void Nothing_IsNoResult(string text) => Assert.True(Hl7Messages.Read(Encoding.UTF8.GetBytes(text), null).Refused(out _, out _));

    private static string Text(string name, string charset = "") =>
        Message.Replace("NAME", name, StringComparison.Ordinal).Replace("CHARSET", charset, StringComparison.Ordinal);

    private static string? NameOf(byte[] bytes) => Mapped.Result(Assert.Single(Mapped.Hl7(bytes))).Name?.Text;
}
