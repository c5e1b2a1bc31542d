using System.Text.Json;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Credentials;
using Ghc.Functions.Crossings;
using Ghc.Functions.LabResults;
using Ghc.Functions.Places;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Cli;

/// <summary>
/// Fictitious staff, places, travelers and crossings to try the system with. Crossings and results go through the queues, as real ones do.
/// Their times are days before today, so that every color is there on any day, and seeding twice a day adds nothing.
/// </summary>
public sealed class DemoData(StaffRegister staff, PlacesTable places, PasswordHasher passwords, StorageClients clients, TimeProvider clock)
{
    private const string Password = "Demo!2026";
    private const string Laboratory = "gz-kingmed";

    private static readonly Place[] DemoPlaces =
    [
        new("demo-luohu-port", "Luohu Port", "port", "Luohu, Shenzhen", "Renmin South Road"),
        new("demo-garden-hotel", "Garden Hotel", "hotel", "Yuexiu, Guangzhou", "368 Huanshi East Road"),
    ];

    private static readonly (string Phone, Role Role)[] DemoStaff =
    [
        ("+85251000001", new Role(Role.Inspector, "demo-luohu-port")),
        ("+85251000002", new Role(Role.Officer, "")),
        ("+85251000003", new Role(Role.Officer, "")),
        ("+85251000009", new Role(Role.Administrator, "")),
    ];

    private static readonly DemoTraveler[] Travelers =
    [
        new("red", "ANNA SMITH", "GB", "passport", "E10000001", null, EntryDay: 3, NegativeOnDay: null),
        new("yellow", "HIROSHI TANAKA", "JP", "passport", "TK1000002", null, EntryDay: 9, NegativeOnDay: null),
        new("green", "MARIA GARCIA", "ES", "passport", "PAA100003", null, EntryDay: 12, NegativeOnDay: 11),
        new("red", "CHAN TAI MAN", "HK", "hong-kong-macao-permit", "H10000004", "02", EntryDay: 2, NegativeOnDay: null),
        new("green", "LIN MEI LING", "TW", "taiwan-permit", "10000005", "01", EntryDay: 35, NegativeOnDay: null),
    ];

    public async Task<DemoCast> SeedAsync(CancellationToken cancellation)
    {
        foreach (var place in DemoPlaces)
        {
            await places.PutAsync(place, cancellation);
        }

        if ((await passwords.HashAsync(Password, cancellation)).Refused(out _, out var hash))
        {
            throw new InvalidOperationException("The demo password could not be hashed.");
        }

        foreach (var (number, role) in DemoStaff)
        {
            if (PhoneNumber.ParseE164(number).Refused(out _, out var phone))
            {
                throw new InvalidOperationException($"{number} is not a phone number.");
            }

            await staff.AddAsync(phone, role, hash, cancellation);
        }

        foreach (var traveler in Travelers)
        {
            await SendAsync(traveler, cancellation);
        }

        return new DemoCast(
            Password,
            [.. DemoStaff.Select(each => new DemoOfficial(each.Phone, each.Role.Name, each.Role.Scope))],
            [
                .. Travelers.Select(each => new DemoApplicant(
                    each.Color,
                    each.Name,
                    each.Country,
                    each.IdType,
                    each.IdNumber,
                    each.Issuance,
                    EntryOf(each).ToOffset(TimeSpan.FromHours(8)).Year
                )),
            ],
            Laboratory
        );
    }

    private async Task SendAsync(DemoTraveler traveler, CancellationToken cancellation)
    {
        await clients
            .Queue(QueueNames.BorderCrossings)
            .SendMessageAsync(
                JsonSerializer.Serialize(
                    new BorderCrossingMessage(
                        BorderCrossingMessage.SchemaName,
                        "Luohu",
                        "entry",
                        EntryOf(traveler),
                        traveler.IdType,
                        traveler.IdNumber,
                        traveler.Issuance,
                        traveler.Name
                    ),
                    CrossingsJson.Types.BorderCrossingMessage
                ),
                cancellation
            );
        if (traveler.NegativeOnDay is not { } day)
        {
            return;
        }

        var sampledAt = EntryOf(traveler).AddDays(day - 1);
        await clients
            .Queue(QueueNames.LabResults)
            .SendMessageAsync(
                JsonSerializer.Serialize(
                    new LabResultMessage(
                        LabResultMessage.SchemaName,
                        Laboratory,
                        $"DEMO-{sampledAt:yyyyMMdd}-{traveler.IdNumber}",
                        1,
                        "final",
                        traveler.IdType,
                        traveler.IdNumber,
                        traveler.Issuance,
                        traveler.Name,
                        "nucleic-acid",
                        false,
                        "negative",
                        sampledAt,
                        sampledAt.AddHours(6)
                    ),
                    LabResultsJson.Types.LabResultMessage
                ),
                cancellation
            );
    }

    /// <summary>09:00 in China on the day that makes today the traveler's <see cref="DemoTraveler.EntryDay"/>th.</summary>
    private DateTimeOffset EntryOf(DemoTraveler traveler) =>
        ChinaTime.StartOf(ChinaTime.DayOf(clock.GetUtcNow()).AddDays(1 - traveler.EntryDay)).AddHours(9);

    private sealed record DemoTraveler(
        string Color,
        string Name,
        string Country,
        string IdType,
        string IdNumber,
        string? Issuance,
        int EntryDay,
        int? NegativeOnDay
    );
}
