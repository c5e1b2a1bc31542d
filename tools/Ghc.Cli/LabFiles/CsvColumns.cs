using Ghc.Domain;

namespace Ghc.Cli.LabFiles;

/// <summary>Which column holds which member of a result.</summary>
/// <param name="Unused">Columns that hold none, so that a misspelled one is noticed.</param>
public sealed record CsvColumns(IReadOnlyDictionary<string, int> ByMember, IReadOnlyList<string> Unused)
{
    /// <summary>Without these no row can be used.</summary>
    private static readonly string[] Needed = ["accession", "idType", "idNumber", "result", "sampledAt"];

    /// <summary>What laboratories call the members; compared without case, spaces and punctuation.</summary>
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["laboratory"] = ["laboratory", "lab", "labid", "实验室", "實驗室", "检测机构", "檢測機構"],
        ["accession"] =
        [
            "accession",
            "accessionnumber",
            "sampleid",
            "samplenumber",
            "specimenid",
            "barcode",
            "样本编号",
            "樣本編號",
            "样本号",
            "标本号",
            "標本號",
            "条码号",
            "條碼號",
        ],
        ["revision"] = ["revision", "version", "版本"],
        ["status"] = ["status", "resultstatus", "状态", "狀態", "报告状态"],
        ["idType"] = ["idtype", "documenttype", "证件类型", "證件類型", "证件种类"],
        ["idNumber"] =
        [
            "idnumber",
            "idno",
            "documentnumber",
            "passportnumber",
            "passportno",
            "证件号码",
            "證件號碼",
            "证件号",
            "證件號",
            "护照号",
            "护照号码",
            "護照號碼",
        ],
        ["issuanceNumber"] = ["issuancenumber", "issuance", "换证次数", "換證次數", "签发次数", "簽發次數"],
        ["name"] = ["name", "fullname", "patientname", "姓名", "受检者姓名", "受檢者姓名", "被检人姓名"],
        ["assay"] = ["assay", "test", "testtype", "method", "检测项目", "檢測項目", "检测方法", "檢測方法"],
        ["pooled"] = ["pooled", "pool", "ispooled", "混检", "混檢", "是否混检"],
        ["result"] = ["result", "testresult", "检测结果", "檢測結果", "结果", "結果"],
        ["sampledAt"] =
        [
            "sampledat",
            "sampled",
            "samplingtime",
            "collectiontime",
            "collectiondate",
            "collectedat",
            "采样时间",
            "採樣時間",
            "采样日期",
            "采集时间",
        ],
        ["reportedAt"] =
        [
            "reportedat",
            "reported",
            "reporttime",
            "reportdate",
            "resulttime",
            "报告时间",
            "報告時間",
            "报告日期",
            "检测时间",
            "檢測時間",
        ],
    };

    private static readonly Dictionary<string, string> Members = Names
        .SelectMany(entry => entry.Value.Select(name => (name, entry.Key)))
        .ToDictionary(pair => pair.name, pair => pair.Key, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <param name="maps">COLUMN=MEMBER, which count before the names that we know.</param>
    public static Outcome<CsvColumns> Find(CsvTable table, IReadOnlyList<string> maps)
    {
        var form = new Form();
        var told = new Dictionary<int, string>();
        foreach (var map in maps)
        {
            var at = map.LastIndexOf('=');
            var column = at < 1 ? -1 : table.Header.ToList().FindIndex(header => Key(header) == Key(map[..at]));
            var member = at < 1 ? null : Names.Keys.FirstOrDefault(name => Key(name) == Key(map[(at + 1)..]));
            form.Require(column >= 0 && member is not null && told.TryAdd(column, member), $"--map {map}", "csv.map");
        }

        var byMember = new Dictionary<string, int>(StringComparer.Ordinal);
        var unused = new List<string>();
        foreach (var (index, header) in table.Header.Index())
        {
            var member =
                told.GetValueOrDefault(index)
                ?? (Members.GetValueOrDefault(Key(header)) is { } known && !told.ContainsValue(known) ? known : null);
            if (member is null)
            {
                unused.Add(header);
                continue;
            }

            form.Require(byMember.TryAdd(member, index), member, "csv.column-twice");
        }

        foreach (var member in Needed.Where(member => !byMember.ContainsKey(member)))
        {
            form.Require(false, member, "csv.column-missing");
        }

        return form.Refusal is { } refusal ? refusal : new CsvColumns(byMember, unused);
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
