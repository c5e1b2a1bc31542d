using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>A holder that the account shows: its own, or a companion.</summary>
public sealed record AccountHolder(Document Document, PersonName Name, string Relationship, DateTimeOffset AddedAt)
{
    public const string Self = "self";
}
