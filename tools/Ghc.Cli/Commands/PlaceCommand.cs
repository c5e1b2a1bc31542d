using System.CommandLine;
using Ghc.Domain.Places;
using Ghc.Functions.Places;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc place add ID</c></summary>
public static class PlaceCommand
{
    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var id = new Argument<string>("ID") { Description = "1 to 64 lower-case letters, digits and hyphens; it stands in tokens and messages." };
        var name = new Option<string>("--name") { Description = "What people call the place.", Required = true };
        var kind = new Option<string>("--kind") { Description = "The kind of place.", DefaultValueFactory = _ => "other" }
            .AcceptOnlyFromAmong([.. Place.Kinds]);
        var area = new Option<string>("--area") { Description = "District and city.", Required = true };
        var address = new Option<string>("--address") { Description = "Street and number.", Required = true };
        id.Validators.Add(result =>
        {
            if (!Place.IsId(result.GetValueOrDefault<string>()))
            {
                result.AddError("ID: use 1 to 64 lower-case letters, digits and hyphens.");
            }
        });

        var add = new Command("add", "Add a place where codes are scanned, or change it. Exit codes: 0 done, 2 argument or settings unusable, 3 storage unreachable.")
        {
            id,
            name,
            kind,
            area,
            address,
        };
        add.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            var request = new PlaceRequest(
                arguments.GetRequiredValue(name), arguments.GetRequiredValue(area), arguments.GetRequiredValue(address), arguments.GetRequiredValue(kind));
            var registration = services.GetRequiredService<PlaceRegistration>();
            if ((await registration.PutAsync(arguments.GetRequiredValue(id), request, StaffCommand.Operator, cancellation)).Refused(out var refusal, out var place))
            {
                return console.Refuse(refusal);
            }

            console.MarkupLineInterpolated($"Place {place.Id} is there.");
            return ExitCodes.Done;
        }));
        return new Command("place", "Places where codes are scanned.") { add };
    }
}
