using Ghc.Domain.Accounts;

namespace Ghc.Functions.Accounts;

/// <summary>A code as it was typed, and the member of the request that it stands in.</summary>
public sealed record GivenCode(string Field, string Text)
{
    public static GivenCode? Of(string field, string? text) => text is null ? null : new GivenCode(field, text);
}

/// <summary>Where an account is to move, and what shows that its owner wants that.</summary>
/// <param name="To">A phone; or an e-mail address, at which the account has no phone.</param>
/// <param name="Code">Sent to <paramref name="To"/>.</param>
public sealed record MoveProof(Contact To, GivenCode Code)
{
    /// <summary>Sent to the phone of the account.</summary>
    public GivenCode? OfPhone { get; init; }

    /// <summary>Sent to the e-mail address of the account: the phone may be lost.</summary>
    public GivenCode? OfEmail { get; init; }
}
