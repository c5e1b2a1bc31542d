using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Domain.Holders;

/// <summary>Everything known of one document, as it was read at one moment.</summary>
/// <param name="Version">The version of <paramref name="Status"/> in storage, which writes only over this one; null if there is
/// none.</param>
public sealed record Holder(string Key, HolderStatus? Status, string? Version, Document? Document, IReadOnlyList<Fact> Facts)
{
    /// <summary>Whether the document can be found by its number. The first write of a status makes sure of it.</summary>
    public bool IsIndexed => Status is { Forgotten: false };

    /// <summary>Whether a text can be the id of a holder. Anything else is no key, and storage refuses some of it.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}
