using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Functions.Holders;

/// <summary>A fact with the document it was reported for, as a row holds it.</summary>
public sealed record StoredFact<T>(Document Document, T Fact)
    where T : Fact;
