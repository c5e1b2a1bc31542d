using System.CommandLine;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Places;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc staff add|list|show|remove</c></summary>
public static class StaffCommand
{
    /// <summary>The actor that Audit names when somebody with the keys of the storage acted.</summary>
    internal const string Operator = AuditTable.Operator;

    private static readonly Argument<string> Person = new("PERSON")
    {
        Description = "A phone with area code, such as +85251234567, or an id as ghc staff list shows it.",
    };
    private static readonly Option<string> RoleName = new Option<string>("--role")
    {
        Description = "What the person does.",
        Required = true,
    }.AcceptOnlyFromAmong([.. Role.Names]);
    private static readonly Option<string?> PlaceId = new("--place") { Description = "The place of an inspector or place manager." };

    public static Command Create(Screen screen, Settings settings) =>
        new("staff", "The first administrator, inspectors and officers.")
        {
            Add(screen, settings),
            List(screen, settings),
            Show(screen, settings),
            Remove(screen, settings),
        };

    private static Command Add(Screen screen, Settings settings)
    {
        var number = new Argument<string>("PHONE") { Description = "With area code, such as +85251234567." };
        var name = new Option<string?>("--name") { Description = "What colleagues call the person." };
        var add = new Command(
            "add",
            "Give a phone a role. The person signs in by text once and sets a password; from then on staff work needs both. "
                + "Exit codes: 0 done, 2 argument or settings unusable, 3 storage unreachable."
        )
        {
            number,
            RoleName,
            PlaceId,
            name,
        };
        add.WithExamples(
            "ghc staff add +85251234567 --role administrator",
            "ghc staff add +85251234568 --role inspector --place garden-hotel --name \"Chen Wei\""
        );
        add.SetAction(
            (arguments, cancellation) =>
                PhoneNumber.ParseE164(arguments.GetRequiredValue(number)).Refused(out _, out var phone)
                    ? Task.FromResult(screen.Refuse("PHONE must be a mobile number with area code, such as +85251234567."))
                : arguments.GetValue(name) is { } called && VisibleLine.Parse(called, StaffRequest.MaxName).Refused(out var refusal, out _)
                    ? Task.FromResult(screen.Refuse(refusal.Below("name")))
                : WithRoleAsync(
                    screen,
                    arguments,
                    role =>
                        settings.WithServicesAsync(
                            arguments,
                            services => AddAsync(screen, services, phone, role, arguments.GetValue(name)?.Trim(), cancellation)
                        )
                )
        );
        return add;
    }

    private static async Task<int> AddAsync(
        Screen screen,
        IServiceProvider services,
        PhoneNumber phone,
        Role role,
        string? name,
        CancellationToken cancellation
    )
    {
        var place = role.Scope.Length > 0 ? await services.GetRequiredService<PlacesTable>().FindAsync(role.Scope, cancellation) : null;
        if (role.Scope.Length > 0 && place is null)
        {
            return PlaceCommand.Unknown(screen, role.Scope);
        }

        if (
            (await services.GetRequiredService<RoleAssignments>().AddAsync(phone, role, place, Operator, cancellation, name: name)).Refused(
                out _,
                out var id
            )
        )
        {
            return screen.Refuse($"{phone.Masked} is officer or administrator already, and nobody is both.");
        }

        return screen.Answer(new StaffEntry(id, phone.Masked, role.Name, place?.Id, name), $"{phone.Masked} is {Describe(role)}.");
    }

    private static Command List(Screen screen, Settings settings)
    {
        var role = new Option<string?>("--role") { Description = "Only this role." }.AcceptOnlyFromAmong([.. Role.Names]);
        var list = new Command("list", "List everybody who holds a role, with masked phones. Reads through all accounts.") { role };
        list.WithExamples("ghc staff list", "ghc staff list --role administrator --output json");
        list.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        var staff = await services.GetRequiredService<AccountsTable>().ListStaffAsync(cancellation);
                        var entries = staff
                            .SelectMany(StaffEntry.Of)
                            .Where(entry => arguments.GetValue(role) is not { } only || entry.Role == only);
                        return StaffEntry.List(
                            screen,
                            [.. entries.OrderBy(entry => entry.Role, StringComparer.Ordinal)],
                            "Nobody holds such a role."
                        );
                    }
                )
        );
        return list;
    }

    private static Command Show(Screen screen, Settings settings)
    {
        var show = new Command("show", "Show the roles of a person.") { Person }.WithExamples("ghc staff show +85251234567");
        show.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        if (KeyOf(services, arguments) is not { } key)
                        {
                            return NoPerson(screen);
                        }

                        var entries = StaffEntry
                            .Of(await services.GetRequiredService<AccountsTable>().LoadAsync(key, cancellation))
                            .ToList();
                        return entries.Count == 0
                            ? screen.Refuse($"{arguments.GetRequiredValue(Person)} holds no role.")
                            : StaffEntry.List(screen, entries, "");
                    }
                )
        );
        return show;
    }

    private static Command Remove(Screen screen, Settings settings)
    {
        var remove = new Command(
            "remove",
            "Take a role away. It opens nothing from the next call on. Exit codes: 0 done, 2 argument or settings unusable, or no such role, 3 storage unreachable."
        )
        {
            Person,
            RoleName,
            PlaceId,
        };
        remove.WithExamples("ghc staff remove +85251234568 --role inspector --place garden-hotel");
        remove.SetAction(
            (arguments, cancellation) =>
                WithRoleAsync(
                    screen,
                    arguments,
                    role =>
                        settings.WithServicesAsync(
                            arguments,
                            async services =>
                                KeyOf(services, arguments) is not { } key ? NoPerson(screen)
                                : await services.GetRequiredService<RoleAssignments>().RemoveAsync(key, role, Operator, cancellation)
                                    ? screen.Answer(
                                        new
                                        {
                                            removed = key,
                                            role = role.Name,
                                            placeId = arguments.GetValue(PlaceId),
                                        },
                                        $"{arguments.GetRequiredValue(Person)} is no longer {Describe(role)}."
                                    )
                                : screen.Refuse(
                                    $"{arguments.GetRequiredValue(Person)} is not {Describe(role)}; ghc staff show tells what they are."
                                )
                        )
                )
        );
        return remove;
    }

    private static Task<int> WithRoleAsync(Screen screen, ParseResult arguments, Func<Role, Task<int>> work)
    {
        var role = new Role(arguments.GetRequiredValue(RoleName), arguments.GetValue(PlaceId) ?? "");
        return Role.IsScoped(role.Name) == (role.Scope.Length == 0)
            ? Task.FromResult(screen.Refuse($"--place is for {Role.Inspector} and {Role.PlaceManager}, who need it."))
            : work(role);
    }

    private static string? KeyOf(IServiceProvider services, ParseResult arguments)
    {
        var person = arguments.GetRequiredValue(Person);
        return StaffRequest.IsStaffId(person) ? person
            : PhoneNumber.ParseE164(person).Refused(out _, out var phone) ? null
            : services.GetRequiredService<Pseudonyms>().PhoneKey(phone);
    }

    private static int NoPerson(Screen screen) =>
        screen.Refuse("PERSON must be a mobile number with area code, such as +85251234567, or an id as ghc staff list shows it.");

    private static string Describe(Role role) => $"{role.Name} {role.Scope}".Trim();
}
