using System.CommandLine;
using Ghc.Domain.Accounts;
using Ghc.Functions.SignIn;
using Ghc.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc staff add PHONE --role ROLE</c></summary>
public static class StaffCommand
{
    private static readonly Argument<string> Phone = new("PHONE") { Description = "With area code, such as +85251234567." };
    private static readonly Option<string> RoleOption = new Option<string>("--role") { Description = "What the person does.", Required = true }.AcceptOnlyFromAmong([.. Role.Names]);
    private static readonly Option<string> PlaceOption = new("--place") { Description = "The place of an inspector or place manager." };

    public static Command Create(IAnsiConsole console)
    {
        var add = new Command("add", "Give a phone a role. The person signs in by text once and sets a password; from then on staff work needs both.")
        {
            Phone,
            RoleOption,
            PlaceOption,
        };
        add.SetAction((arguments, cancellation) => AddAsync(console, arguments, cancellation));
        return new Command("staff", "The first administrator, inspectors and officers.") { add };
    }

    private static async Task<int> AddAsync(IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        if (PhoneNumber.ParseE164(arguments.GetRequiredValue(Phone)).Refused(out _, out var phone))
        {
            return Refuse(console, "PHONE must be a mobile number with area code, such as +85251234567.");
        }

        var role = new Role(arguments.GetRequiredValue(RoleOption), arguments.GetValue(PlaceOption) ?? "");
        if (Role.IsScoped(role.Name) == (role.Scope.Length == 0))
        {
            return Refuse(console, $"--place is for {Role.Inspector} and {Role.PlaceManager}, who need it.");
        }

        await using var services = Settings.Services(arguments);
        if (role.Scope.Length > 0 && await services.GetRequiredService<PlacesTable>().FindAsync(role.Scope, cancellation) is null)
        {
            return Refuse(console, $"There is no place {role.Scope}; add it with ghc place add.");
        }

        await services.GetRequiredService<StaffRegister>().AddAsync(phone, role, passwordHash: null, cancellation);
        console.MarkupLineInterpolated($"{phone.Masked} is {role.Name} {role.Scope}");
        return ExitCodes.Done;
    }

    private static int Refuse(IAnsiConsole console, string why)
    {
        console.MarkupLineInterpolated($"[red]{why}[/]");
        return ExitCodes.Unusable;
    }
}
