using System.CommandLine;
using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Places;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc staff add PHONE --role ROLE</c></summary>
public static class StaffCommand
{
    /// <summary>Who the record of staff acts names when somebody with the keys did it.</summary>
    internal const string Operator = AuditTable.Operator;

    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var number = new Argument<string>("PHONE") { Description = "With area code, such as +85251234567." };
        var roleName = new Option<string>("--role") { Description = "What the person does.", Required = true }.AcceptOnlyFromAmong([.. Role.Names]);
        var placeId = new Option<string>("--place") { Description = "The place of an inspector or place manager." };
        var add = new Command(
            "add",
            "Give a phone a role. The person signs in by text once and sets a password; from then on staff work needs both. "
            + "Exit codes: 0 done, 2 argument or settings unusable, 3 storage unreachable.")
        {
            number,
            roleName,
            placeId,
        };
        add.SetAction((arguments, cancellation) =>
        {
            if (PhoneNumber.ParseE164(arguments.GetRequiredValue(number)).Refused(out _, out var phone))
            {
                return Task.FromResult(Refuse(console, "PHONE must be a mobile number with area code, such as +85251234567."));
            }

            var role = new Role(arguments.GetRequiredValue(roleName), arguments.GetValue(placeId) ?? "");
            return Role.IsScoped(role.Name) == (role.Scope.Length == 0)
                ? Task.FromResult(Refuse(console, $"--place is for {Role.Inspector} and {Role.PlaceManager}, who need it."))
                : settings.WithServicesAsync(arguments, services => AddAsync(console, services, phone, role, cancellation));
        });
        return new Command("staff", "The first administrator, inspectors and officers.") { add };
    }

    private static async Task<int> AddAsync(IAnsiConsole console, IServiceProvider services, PhoneNumber phone, Role role, CancellationToken cancellation)
    {
        var place = role.Scope.Length > 0 ? await services.GetRequiredService<PlacesTable>().FindAsync(role.Scope, cancellation) : null;
        if (role.Scope.Length > 0 && place is null)
        {
            return Refuse(console, $"There is no place {role.Scope}; add it with ghc place add.");
        }

        if ((await services.GetRequiredService<RoleAssignments>().AddAsync(phone, role, place, Operator, cancellation)).Refused(out _, out _))
        {
            return Refuse(console, $"{phone.Masked} is officer or administrator already, and nobody is both.");
        }

        console.MarkupLineInterpolated($"{phone.Masked} is {$"{role.Name} {role.Scope}".Trim()}.");
        return ExitCodes.Done;
    }

    private static int Refuse(IAnsiConsole console, string why)
    {
        console.MarkupLineInterpolated($"[red]{why}[/]");
        return ExitCodes.Unusable;
    }
}
