using Ghc.Domain.Accounts;

namespace Ghc.Cli.Commands;

/// <summary>One role of one person, as lists show it.</summary>
/// <param name="StaffId">The key of the phone, by which audit and roles name the person.</param>
public sealed record StaffEntry(string StaffId, string Phone, string Role, string? PlaceId, string? Name)
{
    public static IEnumerable<StaffEntry> Of(Account account) =>
        account.Roles.Select(role => new StaffEntry(
            account.Key,
            account.Contact?.Masked ?? "",
            role.Name,
            role.Scope.Length > 0 ? role.Scope : null,
            account.RoleNames.GetValueOrDefault(role)
        ));

    public static int List(Screen screen, IReadOnlyList<StaffEntry> entries, string whenEmpty) =>
        screen.List(
            entries,
            whenEmpty,
            ("Name", entry => entry.Name),
            ("Phone", entry => entry.Phone),
            ("Role", entry => entry.Role),
            ("Place", entry => entry.PlaceId),
            ("Id", entry => entry.StaffId)
        );
}
