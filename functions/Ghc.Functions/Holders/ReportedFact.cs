using Ghc.Domain.Colors;
using Ghc.Domain.Documents;

namespace Ghc.Functions.Holders;

/// <summary>A fact with the document it was reported for.</summary>
public sealed record StoredFact<T>(Document Document, T Fact)
    where T : Fact;

/// <summary>The same of any kind. Where a result moved from is known by key alone, so that has no document: it stands in the result itself.</summary>
public sealed record ReportedFact(Document? Document, Fact Fact);
