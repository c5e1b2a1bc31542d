using System.CommandLine;
using Ghc.Domain.Places;
using Ghc.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc place add ID</c></summary>
public static class PlaceCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "1 to 64 lower-case letters, digits and hyphens; it stands in tokens and messages." };
    private static readonly Option<string> Name = new("--name") { Description = "What people call the place.", Required = true };
    private static readonly Option<string> Kind = new Option<string>("--kind") { Description = "The kind of place.", DefaultValueFactory = _ => "other" }
        .AcceptOnlyFromAmong("port", "hotel", "station", "shop", "school", "hospital", "office", "other");
    private static readonly Option<string> Area = new("--area") { Description = "District and city.", Required = true };
    private static readonly Option<string> Address = new("--address") { Description = "Street and number.", Required = true };

    public static Command Create(IAnsiConsole console)
    {
        var add = new Command("add", "Add a place where codes are scanned, or change it.") { Id, Name, Kind, Area, Address };
        Id.Validators.Add(result =>
        {
            if (!IsId(result.GetValueOrDefault<string>()))
            {
                result.AddError("ID: use 1 to 64 lower-case letters, digits and hyphens.");
            }
        });
        add.SetAction(async (arguments, cancellation) =>
        {
            var place = new Place(
                arguments.GetRequiredValue(Id), arguments.GetRequiredValue(Name), arguments.GetRequiredValue(Kind),
                arguments.GetRequiredValue(Area), arguments.GetRequiredValue(Address));
            await using var services = Settings.Services(arguments);
            await services.GetRequiredService<PlacesTable>().PutAsync(place, cancellation);
            console.MarkupLineInterpolated($"Place {place.Id} is there.");
            return ExitCodes.Done;
        });
        return new Command("place", "Places where codes are scanned.") { add };
    }

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
