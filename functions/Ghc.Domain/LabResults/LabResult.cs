using System.Text.Json.Serialization;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Domain.LabResults;

public enum ResultStatus
{
    Final,
    Corrected,
    Cancelled,
}

public enum Assay
{
    NucleicAcid,
    Antigen,
}

public enum TestResult
{
    Negative,
    Positive,
    Inconclusive,
    Invalid,
}

/// <summary>
/// One revision of one result. (Laboratory, Accession, Revision) is its identity; the highest revision of an accession is the one that
/// counts. A pooled sample mixes several people's swabs, so that its positive names nobody yet. <paramref name="Name"/> is null if the
/// laboratory's could not be read.
/// </summary>
public sealed record LabResult(
    string Laboratory,
    string Accession,
    int Revision,
    ResultStatus Status,
    Assay Assay,
    bool Pooled,
    TestResult Result,
    DateTimeOffset SampledAt,
    DateTimeOffset ReportedAt,
    PersonName? Name
) : Fact
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Remarks Remarks { get; init; }

    /// <summary>
    /// Whether this can be the result of a person with this name. A result without a readable name belongs to whom its document belongs.
    /// </summary>
    public bool CanBeOf(PersonName name) => Name is null || Name.Matches(name);
}
