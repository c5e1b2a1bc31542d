using System.Text.Json.Serialization;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;

namespace Ghc.Functions.Crossings;

/// <summary>What a border sends.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BorderCrossingMessage(
    string? Schema,
    string? Port,
    string? Direction,
    DateTimeOffset? CrossedAt,
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Name)
{
    public const string SchemaName = "ghc.border-crossing.v1";
}
