using Ghc.Domain.Facts;

namespace Ghc.Domain.LabResults;

/// <summary>
/// A laboratory reported something about this document that could not be used; the message waits in the poison queue. It gives no color.
/// The owner is told that a report could not be read, and not that nothing was reported.
/// </summary>
/// <param name="Accession">Null if it could not be read.</param>
/// <param name="Id">The same for the same message.</param>
public sealed record UnreadableReport(string Laboratory, string? Accession, DateTimeOffset ReceivedAt, string Id) : Fact;
