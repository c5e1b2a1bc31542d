using System.Text.RegularExpressions;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Tells which code system a code is of, however the laboratory names it.</summary>
internal static partial class CodeSystems
{
    /// <summary>
    /// Names of code systems: FHIR's addresses, object identifiers, HL7 table 0396, and what laboratories write for them. Compared as
    /// <see cref="Plain"/> has them.
    /// </summary>
    private static readonly Dictionary<string, string> Systems = new(StringComparer.Ordinal)
    {
        ["loinc.org"] = LabCodes.Loinc,
        ["2.16.840.1.113883.6.1"] = LabCodes.Loinc,
        ["ln"] = LabCodes.Loinc,
        ["loinc"] = LabCodes.Loinc,
        ["snomed.info/sct"] = LabCodes.Snomed,
        ["2.16.840.1.113883.6.96"] = LabCodes.Snomed,
        ["sct"] = LabCodes.Snomed,
        ["snomed"] = LabCodes.Snomed,
        ["snomedct"] = LabCodes.Snomed,
        ["terminology.hl7.org/codesystem/v2-0078"] = LabCodes.Interpretation,
        ["terminology.hl7.org/codesystem/v3-observationinterpretation"] = LabCodes.Interpretation,
        ["hl7.org/fhir/v2/0078"] = LabCodes.Interpretation,
        ["hl7.org/fhir/v3/observationinterpretation"] = LabCodes.Interpretation,
        ["hl70078"] = LabCodes.Interpretation,
    };

    private static readonly string[] Starts = ["http://", "https://", "urn:oid:"];

    /// <summary>
    /// A code without a system is told by its form: a hyphen and a digit at the end of LOINC's, six digits and more of SNOMED CT's.
    /// </summary>
    public static string? Of(GivenCode code) =>
        code.System is { } system ? Systems.GetValueOrDefault(Plain(system))
        : code.Code is null ? null
        : LoincForm().IsMatch(code.Code.Trim()) ? LabCodes.Loinc
        : SnomedForm().IsMatch(code.Code.Trim()) ? LabCodes.Snomed
        : null;

    /// <summary>
    /// The name of a system without scheme, case, spaces and hyphens between words, and the edition of SNOMED CT
    /// (<c>http://snomed.info/sct/731000124108</c>).
    /// </summary>
    private static string Plain(string system)
    {
        var plain = system.Trim().ToLowerInvariant();
        plain = Starts.FirstOrDefault(start => plain.StartsWith(start, StringComparison.Ordinal)) is { } start
            ? plain[start.Length..]
            : plain;
        return plain.StartsWith("snomed.info/sct/", StringComparison.Ordinal) ? "snomed.info/sct"
            : plain.Contains('/', StringComparison.Ordinal) ? plain.TrimEnd('/')
            : plain.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(LA)?\d{1,7}-\d$")]
    private static partial Regex LoincForm();

    [GeneratedRegex(@"^\d{6,18}$")]
    private static partial Regex SnomedForm();
}
