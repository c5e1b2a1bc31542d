using Ghc.Cli;
using Ghc.Cli.LabFiles;
using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Functions.Tests.Cli;
using MiniExcelLibs;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Functions.Tests.Formats;

public sealed class ExcelTests : IDisposable
{
    private static readonly DateTime Sampled = new(2022, 7, 11, 8, 20, 0, DateTimeKind.Unspecified);

    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Cells_OfAnyType_AreRead()
    {
        var row = Assert.Single(
            Rows(
                new
                {
                    样本编号 = 1027,
                    idType = "护照",
                    护照号码 = "X1234567",
                    姓名 = "ANNA SMITH",
                    检测项目 = "核酸",
                    检测结果 = "阴性",
                    采样时间 = Sampled,
                    报告时间 = "2022/7/11 17:45",
                }
            )
        );

        var result = Mapped.Result(row);
        Assert.Equal(
            ("1027", TestResult.Negative, "2022-07-11 08:20", "2022-07-11 17:45"),
            (result.Accession, result.Result, ChinaTime.TextOf(result.SampledAt), ChinaTime.TextOf(result.ReportedAt))
        );
        Assert.Equal(Remarks.None, result.Remarks);
    }

    /// <summary>A column of numbers has no zeros at its start; the laboratory is told that one may be missing.</summary>
    [Fact]
    public void Number_AsANumber_MayLackZeros()
    {
        var (document, result) = Mapped.Reported(
            Assert.Single(
                Rows(
                    new
                    {
                        accession = "A-1",
                        idType = "passport",
                        idNumber = 12345678d,
                        result = "negative",
                        sampledAt = Sampled,
                        reportedAt = Sampled,
                    }
                )
            )
        );

        Assert.Equal(("passport|12345678|", Remarks.NumberMayLackZeros), (document.Canonical, result.Remarks & Remarks.NumberMayLackZeros));
    }

    [Fact]
    public void Problem_IsNamedByRowAndColumn() =>
        Assert.Equal(
            "line 2, column 3 (idNumber): id-number.near",
            Mapped.Problems(
                Assert.Single(
                    Rows(
                        new
                        {
                            accession = "A-1",
                            idType = "taiwan-permit",
                            idNumber = 1234567,
                            result = "negative",
                            sampledAt = Sampled,
                        }
                    )
                )
            )
        );

    [Fact]
    public void File_ThatIsNone_IsRefused()
    {
        Assert.True(ExcelTable.Read([(byte)'P', (byte)'K', 3, 4, 0, 0, 0]).Refused(out var refusal, out _));
        Assert.Equal("excel.file", refusal.Errors[0].Problem);
    }

    [Fact]
    public async Task LabSend_AnExcelFile_IsToldApart()
    {
        var path = files.Write(
            "results.xlsx",
            Write(
                new
                {
                    accession = "A-1",
                    idType = "passport",
                    idNumber = 12345678,
                    name = "ANNA SMITH",
                    assay = "PCR",
                    result = "positive",
                    sampledAt = Sampled,
                    room = 7,
                }
            )
        );

        var answer = (await GhcRun.Async("lab", "send", path, "--check", "--laboratory", "gz-kingmed")).Expect(ExitCodes.Done);

        Assert.Contains("Columns that are not used: room", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 good, 0 refused", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\W*1\W+A-1\W+.*number-may-lack-zeros", answer.Errors);
    }

    private static byte[] Write(params object[] rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows);
        return stream.ToArray();
    }

    private static IReadOnlyList<LabRow> Rows(params object[] rows)
    {
        Assert.False(ExcelTable.Read(Write(rows)).Refused(out var refusal, out var table), refusal?.Errors[0].ToString());
        Assert.False(CsvColumns.Find(table!, []).Refused(out refusal, out var columns), refusal?.Errors[0].ToString());
        return [.. table!.Rows.Select(row => CsvRows.Map(row, table, columns!, "gz-kingmed").Judge(Mapped.Now))];
    }
}
