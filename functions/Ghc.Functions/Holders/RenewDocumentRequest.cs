using System.Text.Json.Serialization;

namespace Ghc.Functions.Holders;

/// <param name="IdNumber">Of a new passport.</param>
/// <param name="IssuanceNumber">Of a renewed permit.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenewDocumentRequest(string? HolderId, string? IdNumber, string? IssuanceNumber, int? LatestCrossingYear);
