using System.Globalization;
using System.Xml;
using Ghc.Domain;
using MiniExcelLibs;

namespace Ghc.Cli.LabFiles;

/// <summary>The first sheet of an Excel file (<c>.xlsx</c>) as a table of texts.</summary>
public static class ExcelTable
{
    /// <summary>A file of Excel is a ZIP file.</summary>
    public static bool IsMeant(byte[] file) => file is [(byte)'P', (byte)'K', 3, 4, ..];

    public static Outcome<CsvTable> Read(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            var rows = MiniExcel.Query(stream, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>();
            return CsvTable.Of([
                .. rows.Index().Select(row => Line(row.Index + 1, row.Item)).Where(line => line.Fields.Any(field => field.Length > 0)),
            ]);
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or XmlException
                        or NotSupportedException
                        or KeyNotFoundException
                        or FormatException
                        or InvalidOperationException
            )
        {
            return Refusal.Invalid("body", "excel.file");
        }
    }

    private static CsvLine Line(int number, IDictionary<string, object?> cells)
    {
        string[] fields = [.. cells.Values.Select(Text)];
        return new CsvLine(number, fields, string.Join('\t', fields), IsBroken: false);
    }

    /// <summary>As a spreadsheet would write it into a CSV file, but without rounding and exponents.</summary>
    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            double number when Math.Abs(number) < 1e18 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!.Trim(),
        };
}
