using System.Text.Json.Nodes;
using Ghc.Domain;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// One result of another format in the members of <c>ghc.lab-result.v1</c>. Remembers where each member came from, so that a refusal names
/// the laboratory's own place (<c>Bundle.entry[2].resource.valueString</c>, <c>line 7 OBX-5</c>) and not a member that the laboratory never
/// wrote.
/// </summary>
/// <param name="place">The result itself, for what is missing.</param>
/// <param name="original">The part of the message as it came.</param>
public sealed class MappedRow(string place, string original)
{
    private static readonly string[] DocumentMembers = ["idType", "idNumber", "issuanceNumber"];

    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private readonly List<FieldError> errors = [];
    private FieldError? dismissal;

    public JsonObject Fields { get; } = new() { ["schema"] = LabResultMessage.SchemaName };

    /// <summary>True if the laboratory meant a positive, even if the row cannot be mapped.</summary>
    public bool ReadsAsPositive { get; set; }

    /// <summary>What kind of test it is, as far as known.</summary>
    public TestKind? Test { get; set; }

    /// <summary>The accession without the code of the test.</summary>
    public string? Sample { get; set; }

    public bool IsRefused => dismissal is not null || errors.Count > 0;

    public string? this[string member] => (string?)Fields[member];

    public void Set(string member, string? value, string from)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            Fields[member] = value;
            places[member] = from;
        }
    }

    /// <summary>A member that cannot be mapped. What came is kept, so that a person can mend it.</summary>
    public void Refuse(string member, string from, string problem, string? came = null)
    {
        Set(member, came, from);
        refused.Add(member);
        errors.Add(new FieldError(from, problem));
    }

    /// <summary>
    /// Refuses a row that is not a result of ours, such as a preliminary one or a test for another disease. It raises no alert.
    /// </summary>
    public void Dismiss(string from, string problem) => dismissal ??= new FieldError(from, problem);

    /// <summary>The row as the reader of our own messages judges it, with the laboratory's own places in a refusal.</summary>
    public LabRow Judge(DateTimeOffset now)
    {
        if (dismissal is not null)
        {
            return new LabRow(original, Refusal.Invalid(dismissal.Field, dismissal.Problem)) { Accession = LabMessages.Accession(Fields) };
        }

        var read = LabRowReader.Read(Fields, now);
        if (read.Refused(out var wrong, out _))
        {
            errors.AddRange(
                wrong.Errors.Where(error => !IsRefusedHere(error.Field)).Select(error => error with { Field = PlaceOf(error.Field) })
            );
        }

        return new LabRow(
            Fields.ToJsonString(LabBatches.AsItCame),
            errors.Count > 0 ? new Refusal(RefusalCodes.InvalidRequest) { Errors = [.. errors] } : read
        )
        {
            Accession = LabMessages.Accession(Fields),
            ReadsAsPositive = ReadsAsPositive || LabRowReader.ReadsAsPositive(Fields),
            Document = LabRowReader.FindDocument(Fields),
        };
    }

    private bool IsRefusedHere(string member) =>
        refused.Contains(member) || (DocumentMembers.Contains(member) && refused.Contains("idNumber"));

    private string PlaceOf(string member) => places.GetValueOrDefault(member) ?? $"{place} ({member})";
}
