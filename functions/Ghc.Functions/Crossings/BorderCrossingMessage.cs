namespace Ghc.Functions.Crossings;

/// <summary>What a border sends. <see cref="CrossingMessages"/> reads it; docs/messages.md explains each member.</summary>
public sealed record BorderCrossingMessage(
    string? Schema,
    string? Port,
    string? Direction,
    DateTimeOffset? CrossedAt,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Name,
    string? NameInChinese = null,
    string? Border = null
)
{
    public const string SchemaName = "ghc.border-crossing.v1";
}
