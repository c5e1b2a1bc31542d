using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Domain.Holders;

/// <summary>
/// A fact of any kind, and the document it was reported for. Where a result moved from is known by key alone, so that has no document: it
/// stands in the result itself.
/// </summary>
public sealed record ReportedFact(Document? Document, Fact Fact);
