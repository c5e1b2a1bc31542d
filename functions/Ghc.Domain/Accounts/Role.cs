namespace Ghc.Domain.Accounts;

/// <summary>A role of staff. <paramref name="Scope"/> is the place of an inspector or place manager, empty for the others.</summary>
public sealed record Role(string Name, string Scope)
{
    public const string Inspector = "inspector";
    public const string PlaceManager = "place-manager";
    public const string Officer = "officer";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> Names = [Inspector, PlaceManager, Officer, Administrator];

    public static bool IsScoped(string name) => name is Inspector or PlaceManager;
}
