using System.Text.Json.Serialization;

namespace Ghc.Functions.Holders;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenewDocumentRequest(string? HolderId, string? IssuanceNumber, int? LatestCrossingYear);
