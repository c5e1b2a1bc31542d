using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Companions;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;

namespace Ghc.Functions.Families;

/// <summary>One person on a form for several, and how far registering them has come.</summary>
/// <param name="Place">Where the form has the person; errors start with it.</param>
public sealed record FamilyMember(string Place, IdentityClaim Claim, string Relationship, string? ConsentCode)
{
    public const string Traveler = "traveler";

    /// <summary>Set once nothing stands against the person.</summary>
    public OpenClaim? Verified { get; init; }

    /// <summary>Set once this request has claimed the holder.</summary>
    public Claimed? Claimed { get; init; }

    public Refusal? Refusal { get; init; }

    public bool IsRefused => Refusal is not null;

    /// <summary>Whether the account showed the person before this request.</summary>
    public bool WasShown => Verified is { IsShown: true };

    /// <summary>Verified, and not in the account yet.</summary>
    public bool IsWanted => Verified is { IsShown: false } && Refusal is null;

    public string HolderId => Verified!.Holder.Key;

    public static string PlaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"companions[{index}]");

    public static IEnumerable<FamilyMember> Of(IEnumerable<NewCompanion> companions) =>
        companions.Select(
            (companion, index) => new FamilyMember(PlaceOf(index), companion.Claim, Words.Of(companion.Relationship), companion.ConsentCode)
        );

    public AccountHolder Row(DateTimeOffset now) => new(Claim.Document, Claim.Name, Relationship, now);

    /// <param name="isIn">Whether the account shows everybody who was not refused.</param>
    public MemberOutcome Outcome(bool isIn) =>
        new(Place, Claim.Name.Text) { HolderId = (isIn || WasShown) && !IsRefused ? HolderId : null, Refusal = Refusal };
}
