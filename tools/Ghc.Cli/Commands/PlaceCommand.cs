using System.CommandLine;
using Ghc.Domain.Places;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Places;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc place add|list|show|remove</c></summary>
public static class PlaceCommand
{
    public static Command Create(Screen screen, Settings settings) =>
        new("place", "Places where codes are scanned.")
        {
            Add(screen, settings),
            List(screen, settings),
            Show(screen, settings),
            Remove(screen, settings),
        };

    private static Command Add(Screen screen, Settings settings)
    {
        var id = Id();
        var name = new Option<string>("--name") { Description = "What people call the place.", Required = true };
        var nameEn = new Option<string?>("--name-en") { Description = "What readers of other languages than Chinese call it." };
        var kind = new Option<string>("--kind")
        {
            Description = "The kind of place.",
            DefaultValueFactory = _ => "other",
        }.AcceptOnlyFromAmong([.. Place.Kinds]);
        var area = new Option<string>("--area") { Description = "District and city.", Required = true };
        var address = new Option<string>("--address") { Description = "Street and number.", Required = true };
        var add = new Command(
            "add",
            "Add a place where codes are scanned, or change it. Exit codes: 0 done, 2 argument or settings unusable, 3 storage unreachable."
        )
        {
            id,
            name,
            nameEn,
            kind,
            area,
            address,
        };
        add.WithExamples(
            "ghc place add garden-hotel --name \"Garden Hotel\" --kind hotel --area \"Yuexiu, Guangzhou\" --address \"368 Huanshi East Road\""
        );
        add.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        var request = new PlaceRequest(
                            arguments.GetRequiredValue(name),
                            arguments.GetRequiredValue(area),
                            arguments.GetRequiredValue(address),
                            arguments.GetRequiredValue(kind),
                            arguments.GetValue(nameEn)
                        );
                        var registration = services.GetRequiredService<PlaceRegistration>();
                        return (
                            await registration.PutAsync(arguments.GetRequiredValue(id), request, StaffCommand.Operator, cancellation)
                        ).Refused(out var refusal, out var place)
                            ? screen.Refuse(refusal)
                            : screen.Answer(place, $"Place {place.Id} is there.");
                    }
                )
        );
        return add;
    }

    private static Command List(Screen screen, Settings settings)
    {
        var list = new Command("list", "List all places.").WithExamples("ghc place list", "ghc place list --output json");
        list.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                        screen.List(
                            await services.GetRequiredService<PlacesTable>().ListAsync(cancellation),
                            "There are no places.",
                            ("Id", place => place.Id),
                            ("Name", place => place.Name),
                            ("Kind", place => place.Kind),
                            ("Area", place => place.Area),
                            ("Address", place => place.Address)
                        )
                )
        );
        return list;
    }

    private static Command Show(Screen screen, Settings settings)
    {
        var id = Id();
        var show = new Command("show", "Show a place and its people, with masked phones.") { id }.WithExamples(
            "ghc place show garden-hotel"
        );
        show.SetAction(
            (arguments, cancellation) =>
                settings.WithServicesAsync(
                    arguments,
                    async services =>
                    {
                        var places = services.GetRequiredService<PlacesTable>();
                        if (await places.FindAsync(arguments.GetRequiredValue(id), cancellation) is not { } place)
                        {
                            return Unknown(screen, arguments.GetRequiredValue(id));
                        }

                        var people = new List<StaffEntry>();
                        foreach (var key in await places.ListMembersAsync(place.Id, cancellation))
                        {
                            people.AddRange(
                                StaffEntry
                                    .Of(await services.GetRequiredService<AccountsTable>().LoadAsync(key, cancellation))
                                    .Where(entry => entry.PlaceId == place.Id)
                            );
                        }

                        return screen.Answer(
                            new { place, people },
                            console =>
                            {
                                console.MarkupLineInterpolated($"{place.Id}: {place.Name}, {place.Kind}, {place.Address}, {place.Area}");
                                StaffEntry.List(screen, people, "Nobody works there.");
                            }
                        );
                    }
                )
        );
        return show;
    }

    private static Command Remove(Screen screen, Settings settings)
    {
        var id = Id();
        var remove = new Command(
            "remove",
            "Take a place away, with the roles of its people. Visits there stay; an exposure there can no longer be recorded, so wait until the days of visits are over. "
                + "Exit codes: 0 done, 2 no such place or settings unusable, 3 storage unreachable."
        )
        {
            id,
        };
        remove
            .WithExamples("ghc place remove garden-hotel")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                            await services
                                .GetRequiredService<PlaceRegistration>()
                                .RemoveAsync(arguments.GetRequiredValue(id), StaffCommand.Operator, cancellation)
                                ? screen.Answer(
                                    new { removed = arguments.GetRequiredValue(id) },
                                    $"Place {arguments.GetRequiredValue(id)} is gone, with the roles of its people."
                                )
                                : Unknown(screen, arguments.GetRequiredValue(id))
                    )
            );
        return remove;
    }

    internal static int Unknown(Screen screen, string id) =>
        screen.Refuse($"There is no place {id}; ghc place list shows those that there are, ghc place add adds one.");

    private static Argument<string> Id()
    {
        var id = new Argument<string>("ID")
        {
            Description = "1 to 64 lower-case letters, digits and hyphens; it stands in tokens and messages.",
        };
        id.Validators.Add(result =>
        {
            if (!Place.IsId(result.GetValueOrDefault<string>()))
            {
                result.AddError("ID: use 1 to 64 lower-case letters, digits and hyphens.");
            }
        });
        return id;
    }
}
