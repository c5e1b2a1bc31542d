using Ghc.Domain.Colors;
using Ghc.Domain.Documents;

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
/// One revision of one result. (Laboratory, Accession, Revision) is its identity; the highest revision of an accession is the one that counts.
/// A pooled sample mixes several people's swabs, so that its positive names nobody yet.
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
    PersonName Name) : Fact;
