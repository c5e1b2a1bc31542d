using Ghc.Domain.Colors;

namespace Ghc.Domain.LabResults;

/// <summary>
/// Revision <paramref name="Revision"/> of a result named another document than the one that holds this fact, so that no lower revision counts here any
/// longer. It stands where a misidentified result stood: without it, a correction under the right document would leave the wrong one in force.
/// </summary>
public sealed record ResultMoved(string Laboratory, string Accession, int Revision) : Fact;
