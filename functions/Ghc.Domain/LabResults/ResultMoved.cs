using Ghc.Domain.Facts;

namespace Ghc.Domain.LabResults;

/// <summary>
/// Revision <paramref name="Revision"/> of a result named another document than the one that holds this fact, so that no lower revision
/// counts here any longer. It stands where a misidentified result stood: without it, a correction under the right document would leave the
/// wrong one in force.
/// </summary>
/// <param name="To">The key of the document that it named. If that is the same person's renewed permit, this fact does not come
/// along.</param>
public sealed record ResultMoved(string Laboratory, string Accession, int Revision, string To) : Fact;
