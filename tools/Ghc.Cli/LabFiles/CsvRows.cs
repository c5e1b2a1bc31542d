using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Platform.Json;

namespace Ghc.Cli.LabFiles;

/// <summary>Maps a line of a table. What it does not know it leaves as it is, for the reader of our own messages to judge.</summary>
public static class CsvRows
{
    private static readonly Dictionary<string, string> IdTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["护照"] = "passport",
        ["護照"] = "passport",
        ["ppn"] = "passport",
        ["港澳居民来往内地通行证"] = "hong-kong-macao-permit",
        ["港澳居民來往內地通行證"] = "hong-kong-macao-permit",
        ["港澳通行证"] = "hong-kong-macao-permit",
        ["回乡证"] = "hong-kong-macao-permit",
        ["回鄉證"] = "hong-kong-macao-permit",
        ["台湾居民来往大陆通行证"] = "taiwan-permit",
        ["臺灣居民來往大陸通行證"] = "taiwan-permit",
        ["台湾通行证"] = "taiwan-permit",
        ["台胞证"] = "taiwan-permit",
        ["台胞證"] = "taiwan-permit",
    };

    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal)
    {
        ["最终"] = "final",
        ["已审核"] = "final",
        ["更正"] = "corrected",
        ["作废"] = "cancelled",
        ["取消"] = "cancelled",
        ["撤销"] = "cancelled",
    };

    private static readonly Dictionary<string, Assay> Assays = new(StringComparer.OrdinalIgnoreCase)
    {
        ["核酸"] = Assay.NucleicAcid,
        ["核酸检测"] = Assay.NucleicAcid,
        ["核酸檢測"] = Assay.NucleicAcid,
        ["新冠病毒核酸检测"] = Assay.NucleicAcid,
        ["新冠病毒核酸檢測"] = Assay.NucleicAcid,
        ["PCR"] = Assay.NucleicAcid,
        ["RT-PCR"] = Assay.NucleicAcid,
        ["NAAT"] = Assay.NucleicAcid,
        ["抗原"] = Assay.Antigen,
        ["抗原检测"] = Assay.Antigen,
        ["抗原檢測"] = Assay.Antigen,
        ["新冠病毒抗原检测"] = Assay.Antigen,
        ["新冠病毒抗原檢測"] = Assay.Antigen,
        ["RAT"] = Assay.Antigen,
    };

    private static readonly Dictionary<string, bool> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true,
        ["yes"] = true,
        ["y"] = true,
        ["1"] = true,
        ["是"] = true,
        ["混检"] = true,
        ["混檢"] = true,
        ["false"] = false,
        ["no"] = false,
        ["n"] = false,
        ["0"] = false,
        ["否"] = false,
        ["单检"] = false,
        ["單檢"] = false,
    };

    public static MappedRow Map(CsvLine line, CsvTable table, CsvColumns columns, string? laboratory)
    {
        var row = new MappedRow($"line {line.Line}", line.Raw);
        if (line.IsBroken)
        {
            row.Dismiss($"line {line.Line}", "csv.row");
            return row;
        }

        row.Set("laboratory", laboratory, "--laboratory");
        if (!columns.ByMember.ContainsKey("status"))
        {
            row.Set("status", Words.Of(ResultStatus.Final), "");
        }

        foreach (var (member, index) in columns.ByMember)
        {
            var value = index < line.Fields.Count ? line.Fields[index] : "";
            row.Set(member, Read(member, Plain(value)), $"line {line.Line}, column {index + 1} ({table.Header[index]})");
        }

        if (!columns.ByMember.ContainsKey("pooled") || (row["pooled"] is { } pooled && Flags.ContainsKey(pooled)))
        {
            row.Fields["pooled"] = row["pooled"] is { } said && Flags[said];
        }

        return row;
    }

    /// <summary>Without what keeps a spreadsheet from reading a number: <c>="01234567"</c>, or an apostrophe before it.</summary>
    private static string Plain(string value) =>
        value is ['=', '"', .. var formula, '"'] ? formula
        : value is ['\'' or '\u2019', .. var text] && text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) ? text
        : value;

    private static string Read(string member, string value) =>
        member switch
        {
            "idType" => IdTypes.GetValueOrDefault(value, value),
            "status" => Statuses.GetValueOrDefault(value, value),
            "result" => LabCodes.FindingsOf([new GivenCode(null, null, value)]) is [var finding] ? Words.Of(finding.Result) : value,
            "assay" => LabCodes.TestOf([new GivenCode("LN", value, null)]) switch
            {
                TestKind.NucleicAcid or TestKind.NucleicAcidTarget => Words.Of(Assay.NucleicAcid),
                TestKind.Antigen => Words.Of(Assay.Antigen),
                _ => Assays.TryGetValue(value, out var assay) ? Words.Of(assay) : value,
            },
            "sampledAt" or "reportedAt" => SpreadsheetTimes.Read(value),
            _ => value,
        };
}
