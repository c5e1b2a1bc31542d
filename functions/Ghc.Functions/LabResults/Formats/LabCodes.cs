using Ghc.Domain.LabResults;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>A code as a laboratory gave it, with its system and its text. Free text has no code.</summary>
public sealed record GivenCode(string? System, string? Code, string? Text);

/// <summary>What a code of a test means.</summary>
public enum TestKind
{
    NucleicAcid,

    /// <summary>One gene of a nucleic-acid test.</summary>
    NucleicAcidTarget,
    Antigen,

    /// <summary>A test for the virus whose code does not say how it was done.</summary>
    AnyMethod,

    /// <summary>Several tests; its members are looked at.</summary>
    Panel,

    /// <summary>A test for something else, or for antibodies.</summary>
    Other,

    /// <summary>Not a test: a cycle threshold, or a question on ordering.</summary>
    Supplement,
}

/// <summary>The meaning of a code or word for a result.</summary>
public readonly record struct Finding(TestResult Result, bool Pooled);

/// <summary>The one table of codes (<c>codes.tsv</c>), for every format. A code that is not in it is not guessed.</summary>
public static class LabCodes
{
    public const string Loinc = "loinc";
    public const string Snomed = "snomed";
    public const string Interpretation = "interpretation";

    /// <summary>HL7 table 0078 by its name in HL7 v2.</summary>
    public const string InterpretationSystem = "HL70078";
    private const string Word = "word";

    /// <summary>The rows of the table: system and code, meaning.</summary>
    public static readonly IReadOnlyDictionary<(string System, string Code), string> Table = Read();

    /// <summary>Codes, and words that are not part of a word for a negative, as "detected" is of "not detected".</summary>
    private static readonly string[] SurelyPositive =
    [
        .. Table
            .Where(row => row.Value.StartsWith("positive", StringComparison.Ordinal))
            .Select(row => row.Key)
            .Where(sign =>
                sign.System is Loinc or Snomed
                || (sign.System == Word && sign.Code.Count(char.IsLetter) > 1 && sign.Code != "pos" && !IsInNegative(sign.Code))
            )
            .Select(sign => sign.Code),
    ];

    /// <summary>The LOINC code among several codes for one test; null if there is none.</summary>
    public static string? LoincOf(IEnumerable<GivenCode> codes) =>
        codes.FirstOrDefault(code => CodeSystems.Of(code) == Loinc && code.Code is { Length: > 0 })?.Code?.Trim();

    /// <summary>The code that names a test: its LOINC code, else one of SNOMED CT; null if there is none.</summary>
    public static string? TestCodeOf(IReadOnlyList<GivenCode> codes) =>
        LoincOf(codes)
        ?? codes.FirstOrDefault(code => CodeSystems.Of(code) == Snomed && TestNamed(Meaning(Snomed, code.Code)) is not null)?.Code?.Trim();

    /// <summary>Null for a code that is not in the table.</summary>
    public static TestKind? TestOf(IEnumerable<GivenCode> codes) =>
        codes
            .Select(code => (System: CodeSystems.Of(code), code.Code))
            .Where(code => code.System is Loinc or Snomed)
            .OrderBy(code => code.System)
            .Select(code => TestNamed(Meaning(code.System, code.Code)))
            .FirstOrDefault(kind => kind is not null);

    /// <summary>All distinct results that the codes and texts name. More than one is a contradiction.</summary>
    public static IReadOnlyList<Finding> FindingsOf(IEnumerable<GivenCode> codes) =>
        [.. codes.SelectMany(FindingsOf).OfType<Finding>().Distinct()];

    /// <summary>A code of a laboratory's own may be a word, such as NEG.</summary>
    private static Finding?[] FindingsOf(GivenCode code) =>
        [FindingOf(Meaning(CodeSystems.Of(code), code.Code)), WordOf(code.Text), CodeSystems.Of(code) is null ? WordOf(code.Code) : null];

    /// <summary>The result that a word names; null for any other text.</summary>
    public static TestResult? ResultNamed(string? text) => WordOf(text)?.Result;

    /// <summary>True if the text of a message that cannot be read has a word or a code for a positive somewhere.</summary>
    public static bool CanMeanPositive(string text) => SurelyPositive.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));

    private static bool IsInNegative(string word) =>
        Table.Any(row =>
            row.Key.System == Word
            && row.Value.StartsWith("negative", StringComparison.Ordinal)
            && row.Key.Code.Contains(word, StringComparison.Ordinal)
        );

    private static Finding? WordOf(string? text) => text is null ? null : FindingOf(Meaning(Word, Tidy(text)));

    private static string Tidy(string text) =>
        string.Join(
            ' ',
            text.ToLowerInvariant()
                .Replace('（', '(')
                .Replace('）', ')')
                .Replace('_', ' ')
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private static TestKind? TestNamed(string? meaning) =>
        meaning switch
        {
            "nucleic-acid" => TestKind.NucleicAcid,
            "nucleic-acid-target" => TestKind.NucleicAcidTarget,
            "antigen" => TestKind.Antigen,
            "any-method" => TestKind.AnyMethod,
            "panel" => TestKind.Panel,
            "other" => TestKind.Other,
            "supplement" => TestKind.Supplement,
            _ => null,
        };

    private static Finding? FindingOf(string? meaning) =>
        meaning switch
        {
            "positive" => new(TestResult.Positive, false),
            "negative" => new(TestResult.Negative, false),
            "inconclusive" => new(TestResult.Inconclusive, false),
            "invalid" => new(TestResult.Invalid, false),
            "positive-pooled" => new(TestResult.Positive, true),
            "negative-pooled" => new(TestResult.Negative, true),
            _ => null,
        };

    private static string? Meaning(string? system, string? code) =>
        system is null || code is null ? null : Table.GetValueOrDefault((system, code.Trim()));

    private static Dictionary<(string System, string Code), string> Read()
    {
        using var reader = new StreamReader(typeof(LabCodes).Assembly.GetManifestResourceStream("codes.tsv")!);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(row => (row[0], row[1]), row => row[2]);
    }
}
