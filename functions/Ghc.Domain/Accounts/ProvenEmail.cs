namespace Ghc.Domain.Accounts;

/// <summary>An address that the owner of an account read a code at.</summary>
/// <param name="Key">What storage calls the address by.</param>
public sealed record ProvenEmail(EmailAddress Address, string Key, DateTimeOffset ProvenAt)
{
    /// <summary>The address sent mail back for good; nothing but codes goes there until it is proven again.</summary>
    public DateTimeOffset? BouncedAt { get; init; }
}
