namespace Ghc.Functions.LabResults;

/// <summary>What a laboratory sends. <see cref="LabRowReader"/> reads it; docs/messages.md explains each member.</summary>
public sealed record LabResultMessage(
    string? Schema,
    string? Laboratory,
    string? Accession,
    int? Revision,
    string? Status,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Name,
    string? Assay,
    bool? Pooled,
    string? Result,
    DateTimeOffset? SampledAt,
    DateTimeOffset? ReportedAt
)
{
    public const string SchemaName = "ghc.lab-result.v1";
    public const string BatchSchemaName = "ghc.lab-results.v1";
}
