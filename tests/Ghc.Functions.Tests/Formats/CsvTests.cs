using System.Text;
using Ghc.Cli.LabFiles;
using Ghc.Domain;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults;
using Ghc.Platform.Queues;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Functions.Tests.Formats;

public sealed class CsvTests
{
    private const string Header = "accession,idType,idNumber,name,assay,pooled,result,sampledAt,reportedAt";
    private const string Row =
        "A-1,passport,X1234567,ANNA SMITH,nucleic-acid,false,negative,2022-07-11T08:20:00+08:00,2022-07-11T17:45:00+08:00";

    static CsvTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Sample_TwoRows_AreTwoResults()
    {
        var rows = Rows(Mapped.Sample("results.csv"));

        Assert.Equal(
            ["passport|X1234567|", "hong-kong-macao-permit|H01234567|02"],
            rows.Select(row => Mapped.Reported(row).Document.Canonical)
        );
        Assert.Equal(
            [(TestResult.Negative, "2022-07-11 08:20", "2022-07-11 17:45"), (TestResult.Positive, "2022-07-11 09:00", "2022-07-11 18:00")],
            rows.Select(Mapped.Result)
                .Select(result => (result.Result, ChinaTime.TextOf(result.SampledAt), ChinaTime.TextOf(result.ReportedAt)))
        );
        Assert.All(
            rows.Select(Mapped.Result),
            result => Assert.Equal((Assay.NucleicAcid, false, Remarks.None), (result.Assay, result.Pooled, result.Remarks))
        );
    }

    [Theory]
    [InlineData("2022/7/11 9:05", "2022-07-11T09:05:00+08:00")]
    [InlineData("2022-07-11 09:05:30", "2022-07-11T09:05:30+08:00")]
    [InlineData("2022.7.11 9:05", "2022-07-11T09:05:00+08:00")]
    [InlineData("2022年7月11日 9:05", "2022-07-11T09:05:00+08:00")]
    [InlineData("2022年7月11日9:05", "2022-07-11T09:05:00+08:00")]
    [InlineData("20220711090530", "2022-07-11T09:05:30+08:00")]
    [InlineData("44753.378472222219", "2022-07-11T09:05:00+08:00")]
    [InlineData("44753", "2022-07-11")]
    [InlineData("2022/7/11", "2022-07-11")]
    [InlineData("2022年07月11日", "2022-07-11")]
    [InlineData("2022-07-11T09:05:00Z", "2022-07-11T09:05:00Z")]
    [InlineData("2022/7/11 9:05 AM", "2022-07-11T09:05:00+08:00")]
    [InlineData("2022/7/11 下午 9:05", "2022-07-11T21:05:00+08:00")]
    [InlineData("2022/7/11 上午9:05:30", "2022-07-11T09:05:30+08:00")]
    [InlineData("2022年7月11日9时5分", "2022-07-11T09:05:00+08:00")]
    [InlineData("2022年7月11日 9時5分30秒", "2022-07-11T09:05:30+08:00")]
    [InlineData("2022年7月11日9点", "2022-07-11T09:00:00+08:00")]
    [InlineData("11-Jul-2022 09:05", "2022-07-11T09:05:00+08:00")]
    [InlineData("11 Jul 2022", "2022-07-11")]
    [InlineData("7/11/2022", "7/11/2022")]
    [InlineData("7/11/2022 9:05", "7/11/2022 9:05")]
    [InlineData("12345", "12345")]
    [InlineData("yesterday", "yesterday")]
    public void Time_OfASpreadsheet_IsChinaTime(string written, string read) => Assert.Equal(read, SpreadsheetTimes.Read(written));

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("gb18030", false)]
    public void Encoding_IsToldApart(string name, bool isMarked)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes($"{Header}\n{Row.Replace("ANNA SMITH", "陈大文", StringComparison.Ordinal)}");

        var text = TextEncodings.Decode(isMarked ? [.. encoding.GetPreamble(), .. bytes] : bytes)!;

        Assert.Equal("陈大文", Mapped.Result(Assert.Single(Rows(text))).Name!.Text);
    }

    [Fact]
    public void Encoding_OfNone_IsNoText() => Assert.Null(TextEncodings.Decode([0x41, 0xFF, 0xFF, 0x2C]));

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    [InlineData("!", "sep=!\r\n")]
    [InlineData(",", "Results of July 11\r\n\r\n")]
    [InlineData(";", "Results, of July 11;;;;;;;;\r\n")]
    public void Separator_IsFound(string separator, string first = "")
    {
        var row = Assert.Single(Rows(first + $"{Header}\r\n{Row}\r\n\r\n".Replace(",", separator, StringComparison.Ordinal)));

        Assert.Equal("A-1", Mapped.Result(row).Accession);
    }

    /// <summary>What keeps a spreadsheet from dropping zeros, and commas that it puts behind the last column.</summary>
    [Theory]
    [InlineData("\"=\"\"012345678\"\"\"", "passport|012345678|")]
    [InlineData("'012345678", "passport|012345678|")]
    [InlineData("X1234567", "passport|X1234567|", ",,")]
    [InlineData("H01234567(02)", "hong-kong-macao-permit|H01234567|02")]
    [InlineData("H01234567（02）", "hong-kong-macao-permit|H01234567|02")]
    public void Number_AsSpreadsheetsKeepIt_IsRead(string written, string document, string behind = "")
    {
        var row = Row.Replace("X1234567", written, StringComparison.Ordinal)
            .Replace("passport", document.Split('|')[0], StringComparison.Ordinal);

        Assert.Equal(document, Mapped.Reported(Assert.Single(Rows($"{Header}\n{row}{behind}"))).Document.Canonical);
    }

    [Theory]
    [InlineData("accession", "Accession Number")]
    [InlineData("accession", "样本编号")]
    [InlineData("idNumber", "ID_NUMBER")]
    [InlineData("idNumber", "证件号码")]
    [InlineData("sampledAt", "采样时间")]
    [InlineData("sampledAt", "Sampled-At")]
    [InlineData("result", "檢測結果")]
    [InlineData("name", "姓名")]
    public void Column_IsFoundByWhatLaboratoriesCallIt(string member, string header) =>
        Assert.Equal(
            "ANNA SMITH",
            Mapped.Result(Assert.Single(Rows($"{Header.Replace(member, header, StringComparison.Ordinal)}\n{Row}"))).Name!.Text
        );

    [Fact]
    public void Map_CountsBeforeTheNamesThatWeKnow()
    {
        var rows = Rows($"{Header.Replace("name", "Kunde;Nr", StringComparison.Ordinal)},Name\n{Row},X", "Kunde;Nr=name");

        Assert.Equal("ANNA SMITH", Mapped.Result(Assert.Single(rows)).Name!.Text);
    }

    [Theory]
    [InlineData("accession,idType,idNumber,result", "sampledAt: csv.column-missing")]
    [InlineData(
        "name,test",
        "accession: csv.column-missing; idType: csv.column-missing; idNumber: csv.column-missing; result: csv.column-missing; sampledAt: csv.column-missing"
    )]
    [InlineData(Header + ",姓名", "name: csv.column-twice")]
    [InlineData(Header, "--map a=name: csv.map", "a=name")]
    [InlineData(Header, "--map name=nickname: csv.map", "name=nickname")]
    [InlineData(Header, "--map name: csv.map", "name")]
    public void Header_ThatCannotBeUsed_IsRefused(string header, string problems, string? map = null) =>
        Assert.Equal(problems, Problems($"{header}\n{Row}", map));

    [Theory]
    [InlineData(Header, "body: message.no-result")]
    [InlineData("", "body: csv.row")]
    public void Table_WithoutRows_IsRefused(string text, string problem) => Assert.Equal(problem, Problems(text));

    [Theory]
    [InlineData("negative", "maybe", "line 3, column 7 (result): field.choice")]
    [InlineData("2022-07-11T08:20:00+08:00", "11.07.22", "line 3, column 8 (sampledAt): field.type")]
    [InlineData("X1234567", "1.23457E+11", "line 3, column 3 (idNumber): id-number.characters")]
    [InlineData("passport", "", "line 3 (idType): id-type.unknown")]
    [InlineData("ANNA SMITH", "ANNA,SMITH", "line 3: csv.row")]
    [InlineData("ANNA SMITH", "\"ANNA SMITH", "line 3: csv.row")]
    public void Problem_IsNamedByLineAndColumn_AndTheOtherRowsCount(string good, string bad, string problem)
    {
        var rows = Rows($"{Header}\n{Row}\n{Row.Replace(good, bad, StringComparison.Ordinal)}\n{Row}");

        Assert.Equal("", Mapped.Problems(rows[0]));
        Assert.Equal(problem, Mapped.Problems(rows[1]));
    }

    [Theory]
    [InlineData("passport", "护照", "X1234567", "passport|X1234567|")]
    [InlineData("passport", "台胞证", "12345678", "taiwan-permit|12345678|")]
    [InlineData("passport", "港澳居民来往内地通行证", "H0123456702", "hong-kong-macao-permit|H01234567|02")]
    public void Words_InChinese_AreRead(string word, string written, string number, string document)
    {
        var text = $"{Header}\n{Row}"
            .Replace(word, written, StringComparison.Ordinal)
            .Replace("X1234567", number, StringComparison.Ordinal)
            .Replace("false", "混检", StringComparison.Ordinal)
            .Replace("negative", "阴性", StringComparison.Ordinal)
            .Replace("nucleic-acid", "94558-4", StringComparison.Ordinal);

        var (read, result) = Mapped.Reported(Assert.Single(Rows(text)));

        Assert.Equal((document, true, TestResult.Negative, Assay.Antigen), (read.Canonical, result.Pooled, result.Result, result.Assay));
    }

    private static string Problems(string text, string? map = null)
    {
        if (!CsvTable.Read(text).Refused(out var refusal, out var table))
        {
            Assert.True(CsvColumns.Find(table, map is null ? [] : [map]).Refused(out refusal, out _));
        }

        return string.Join("; ", refusal.Errors.Select(error => $"{error.Field}: {error.Problem}"));
    }

    private static IReadOnlyList<LabRow> Rows(string text, params string[] maps)
    {
        Assert.False(CsvTable.Read(text).Refused(out var refusal, out var table), refusal?.Errors[0].ToString());
        Assert.False(CsvColumns.Find(table!, maps).Refused(out refusal, out var columns), refusal?.Errors[0].ToString());
        return [.. table!.Rows.Select(row => CsvRows.Map(row, table, columns!, "gz-kingmed").Judge(Mapped.Now))];
    }
}
