using System.Text.RegularExpressions;
using Ghc.Cli;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Cli;

/// <summary><c>ghc demo seed</c>: everything that it prints is true, and it never runs on anything but an emulator.</summary>
public sealed partial class DemoCommandTests(Azurite azurite) : IDisposable
{
    private const string Emulator =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;";
    private const string Azure = "DefaultEndpointsProtocol=https;AccountName=ghcprod;AccountKey=a2V5;EndpointSuffix=core.windows.net";

    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Seed_StaffThatItPrints_SignInAsWhatItSays()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();

        var printed = (await SeedAsync(app.Settings)).Expect(ExitCodes.Done).Output;

        // The command opened the accounts by the machine's clock.
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddSeconds(2));
        var staff = Staff()
            .Matches(printed)
            .Select(match => (Number: match.Groups["number"].Value, Role: match.Groups["role"].Value, Place: match.Groups["place"].Value))
            .ToList();
        Assert.Equal(["inspector", "officer", "officer", "administrator"], staff.Select(each => each.Role));
        foreach (var (number, role, place) in staff)
        {
            var person = new Traveler { Number = number };
            var smsCode = await person.SmsCodeAsync(app, client);
            var login = (
                await client.PostAsync(
                    "api/login",
                    new
                    {
                        phone = person.Phone,
                        password = "Demo!2026",
                        smsCode,
                    }
                )
            ).Expect(200);
            Assert.Equal(role, (string?)login["roles"][0]);
            if (place.Length > 0)
            {
                (await client.PostAsync("api/shifts", new { placeId = place }, login.Text("accessToken"))).Expect(201);
            }
        }
    }

    [Fact]
    public async Task Seed_TravelersThatItPrints_ApplyAndGetTheirColor()
    {
        await using var app = new GhcApp(azurite);
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var client = app.CreateClient();

        var printed = (await SeedAsync(app.Settings)).Expect(ExitCodes.Done).Output;

        await app.DrainAsync();
        var travelers = Travelers().Matches(printed).ToList();
        Assert.Equal(["green", "red", "yellow"], travelers.Select(match => match.Groups["color"].Value).Distinct().Order());
        foreach (var match in travelers)
        {
            string Of(string group) => match.Groups[group].Value;
            var person = new Traveler
            {
                Name = Of("name"),
                Country = Of("country"),
                IdType = Of("type"),
                IdNumber = Of("number"),
                Issuance = Of("issuance") is { Length: > 0 } issuance ? issuance : null,
                LatestCrossingYear = int.Parse(Of("year"), null),
            };
            var token = (await client.PostAsync("api/apply", person.Application(await person.SmsCodeAsync(app, client))))
                .Expect(201)
                .Text("accessToken");
            Assert.Equal((person.Name, Of("color")), (person.Name, await client.ColorAsync(token)));
        }
    }

    [Fact]
    public async Task Seed_Twice_AddsNothing()
    {
        await using var app = new GhcApp(azurite);
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        app.CreateClient();
        (await SeedAsync(app.Settings)).Expect(ExitCodes.Done);
        await app.DrainAsync();
        var before = await CountAsync(app);

        (await SeedAsync(app.Settings)).Expect(ExitCodes.Done);
        await app.DrainAsync();

        Assert.Equal(before, await CountAsync(app));
    }

    [Theory]
    [InlineData("ghcprod", Azure)]
    [InlineData("ghcprod", Emulator, Azure)]
    [InlineData(
        "mixed",
        "DefaultEndpointsProtocol=http;AccountName=mixed;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=https://mixed.queue.core.windows.net;"
    )]
    [InlineData(
        "mixed",
        "DefaultEndpointsProtocol=http;AccountName=mixed;AccountKey=a2V5;TableEndpoint=https://mixed.table.core.windows.net;QueueEndpoint=http://127.0.0.1:1/a;"
    )]
    [InlineData(
        "inside",
        "DefaultEndpointsProtocol=http;AccountName=inside;AccountKey=a2V5;TableEndpoint=http://10.0.0.4:10002/a;QueueEndpoint=http://10.0.0.4:10001/a;"
    )]
    public async Task Seed_AnythingButAnEmulator_IsRefused(string named, string home, params string[] others)
    {
        var settings = new AppSettings(home);
        foreach (var (index, other) in others.Index())
        {
            settings.Values[$"{StorageClients.MoreConnections}:{index}"] = other;
        }

        Assert.Contains(
            $"{named} is not a storage emulator",
            (await SeedAsync(settings)).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Seed_AccountsByIdentity_IsRefused()
    {
        var settings = new AppSettings("");
        settings.Values.Remove(StorageClients.Connection);
        settings.Values[$"{StorageClients.Connection}:tableServiceUri"] = "https://ghcprod.table.core.windows.net";
        settings.Values[$"{StorageClients.Connection}:queueServiceUri"] = "https://ghcprod.queue.core.windows.net";

        Assert.Contains(
            "ghcprod is not a storage emulator",
            (await SeedAsync(settings)).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }

    private Task<GhcAnswer> SeedAsync(AppSettings settings) => GhcRun.Async("demo", "seed", "--settings", files.WriteSettings(settings));

    private static async Task<int> CountAsync(GhcApp app)
    {
        var rows = await Task.WhenAll(TableNames.All.Where(table => table != TableNames.LabOutcomes).Select(table => app.RowsAsync(table)));
        return rows.Sum(table => table.Count);
    }

    [GeneratedRegex(@"^ +\+852(?<number>\d{8})  (?<role>[a-z-]+)( (?<place>[a-z-]+))?\r?$", RegexOptions.Multiline)]
    private static partial Regex Staff();

    [GeneratedRegex(
        @"^ +(?<color>red|yellow|green) +(?<name>[A-Z ]+), (?<country>[A-Z]{2}), (?<type>[a-z-]+) (?<number>\w+)( (?<issuance>\w+))?, latest crossing (?<year>\d{4})\r?$",
        RegexOptions.Multiline
    )]
    private static partial Regex Travelers();
}
