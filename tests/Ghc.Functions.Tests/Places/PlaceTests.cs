using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Places;

/// <summary>Places, their managers and inspectors, from the first administrator on.</summary>
public sealed class PlaceTests(SharedApp shared, Azurite azurite) : IClassFixture<SharedApp>
{
    private static readonly object Airport = new
    {
        name = "Bao'an Airport",
        area = "Bao'an, Shenzhen",
        address = "1 Lingxiao Road",
        type = "port",
    };

    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Place_FromAdministratorToGate_ManagerInvitesAnInspectorWhoScans()
    {
        var administrator = await SignInAsync(new Role(Role.Administrator, ""));
        var place = (await Client.PostAsync("api/places", Airport, administrator)).Expect(201);
        var placeId = place.Text("placeId");
        Assert.Equal(placeId, (await Client.PostAsync("api/places", Airport, administrator)).Expect(201).Text("placeId"));

        // The administrator names a manager, who is told, and who invites an inspector, who is told too.
        var (chief, guard) = (new Traveler(), new Traveler());
        (
            await Client.PostAsync(
                "api/staff",
                new
                {
                    phone = chief.Phone,
                    role = "place-manager",
                    placeId,
                },
                administrator
            )
        ).Expect(201);
        await ToldAsync(chief, "manage Bao'an Airport");
        var manager = await SignInAsync(chief);
        var added = (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = guard.Phone }, manager)).Expect(201);
        Assert.DoesNotContain(guard.Number, added.Json!.ToJsonString(), StringComparison.Ordinal);
        await ToldAsync(guard, "inspect codes at Bao'an Airport");
        var inspectors = (await Client.GetAsync($"api/places/{placeId}/inspectors", manager)).Expect(200).Json!.AsArray();
        Assert.Equal(
            (added.Text("inspectorId"), $"+852 ****{guard.Number[^4..]}"),
            ((string?)inspectors.Single()!["inspectorId"], (string?)inspectors.Single()!["phone"])
        );
        var mine = (await Client.GetAsync("api/places", manager)).Expect(200).Json!.AsArray().Single()!;
        Assert.Equal(("manager", 1), ((string?)mine["role"], mine["inspectors"]!.AsArray().Count));

        // With one factor the manager's is a traveler's session, which is told whose place it is and no more.
        var one = (await chief.LoginAsync(App, Client)).Expect(200).Text("accessToken");
        var seen = (await Client.GetAsync("api/places", one)).Expect(200).Json!.AsArray().Single()!;
        Assert.Equal(("manager", null), ((string?)seen["role"], seen["inspectors"]));

        var inspector = await SignInAsync(guard);
        Assert.Equal("inspector", (string?)(await Client.GetAsync("api/places", inspector)).Json!.AsArray().Single()!["role"]);
        Assert.Equal(placeId, (string?)(await Client.PostAsync("api/shifts", new { placeId }, inspector)).Expect(201)["place"]["placeId"]);

        // Taken off the place, no new shift starts.
        var path = $"api/places/{placeId}/inspectors/{added.Text("inspectorId")}";
        (await Client.CallAsync(HttpMethod.Delete, path, token: manager)).Expect(204);
        (await Client.CallAsync(HttpMethod.Delete, path, token: manager)).Expect(404, "inspector-not-found");
        (await Client.PostAsync("api/shifts", new { placeId }, inspector)).Expect(403, "not-an-inspector");
        Assert.Empty((await Client.GetAsync($"api/places/{placeId}/inspectors", manager)).Json!.AsArray());
        Assert.Contains(
            "role-removed",
            (await App.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken)).Select(act => act.Action)
        );
    }

    [Fact]
    public async Task Place_OfAnotherManager_IsForbidden()
    {
        var placeId = (await Client.PostAsync("api/places", Airport, await SignInAsync(new Role(Role.Administrator, ""))))
            .Expect(201)
            .Text("placeId");
        var stranger = await SignInAsync(new Role(Role.PlaceManager, Inspector.PlaceId));

        (await Client.GetAsync($"api/places/{placeId}/inspectors", stranger)).Expect(403, "forbidden");
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = new Traveler().Phone }, stranger)).Expect(
            403,
            "forbidden"
        );
        (await Client.CallAsync(HttpMethod.Delete, $"api/places/{placeId}/inspectors/{new string('0', 32)}", token: stranger)).Expect(
            403,
            "forbidden"
        );
        (await Client.PostAsync("api/places", Airport, stranger)).Expect(201);
    }

    [Fact]
    public async Task Leave_InvitedTraveler_GetsOutByTextAndKeepsWhatATravelerMay()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client);
        (await Client.PostAsync("api/set-password", new { password = "Forgotten#1" }, token)).Expect(204);
        await Inspector.AppointAsync(App, anna, new Role(Role.Inspector, Inspector.PlaceId));
        await Inspector.AppointAsync(App, anna, new Role(Role.PlaceManager, Inspector.PlaceId));
        (await Client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(400, "invalid-request");

        (await LeaveAsync("nowhere", token)).Expect(404, "place-not-found");
        (await LeaveAsync(Inspector.PlaceId, token)).Expect(204);

        (await LeaveAsync(Inspector.PlaceId, token)).Expect(404, "place-not-found");
        Assert.Empty((await Client.GetAsync("api/places", token)).Expect(200).Json!.AsArray());
        (await Client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
        var key = App.PhoneKeyOf(anna);
        var audit = await App.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, audit.Count(act => act.Action == "role-removed" && act.Actor == key && act.Subject == key));
    }

    [Fact]
    public async Task Leave_WhoeverSignedInWithBothFactors_NeedsBoth()
    {
        var guard = new Traveler();
        var both = await Inspector.SignInAsync(App, Client, guard, new Role(Role.Inspector, Inspector.PlaceId));
        var one = (await guard.LoginAsync(App, Client)).Expect(200).Text("accessToken");

        (await LeaveAsync(Inspector.PlaceId, one)).Expect(403, "second-factor-required");
        (await LeaveAsync(Inspector.PlaceId, both)).Expect(204);
        (await Client.PostAsync("api/shifts", new { placeId = Inspector.PlaceId }, both)).Expect(403, "not-an-inspector");
    }

    [Fact]
    public async Task Invite_MoreThanADayMayHave_WaitsForTheNextDay()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Places:InvitationsPerDay"] = "2";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var (manager, first) = (new Traveler(), new Traveler());
        var token = await Inspector.SignInAsync(app, client, manager, new Role(Role.PlaceManager, Inspector.PlaceId));
        Task<Answer> Invite(Traveler who) =>
            client.PostAsync($"api/places/{Inspector.PlaceId}/inspectors", new { phone = who.Phone }, token);

        // The same one again is no other.
        (await Invite(first)).Expect(201);
        (await Invite(first)).Expect(201);
        (await client.PostAsync("api/places", Airport, token)).Expect(201);
        (await client.PostAsync("api/places", Airport, token)).Expect(201);
        var stranger = new Traveler();
        var wait = (await Invite(stranger)).Expect(429, "too-many-requests").Response.Headers.RetryAfter!.Delta!.Value;
        Assert.Equal(new DateTimeOffset(2022, 7, 16, 0, 0, 0, TimeSpan.FromHours(8)), app.Clock.GetUtcNow() + wait);
        (
            await client.PostAsync(
                "api/places",
                new
                {
                    name = "Inn",
                    area = "Yuexiu",
                    address = "1 Road",
                    type = "hotel",
                },
                token
            )
        ).Expect(429, "too-many-requests");
        await app.DrainAsync("sms-outbox");
        Assert.Empty(await stranger.TextsAsync(client));

        app.Clock.Advance(wait);
        var code = await manager.SmsCodeAsync(app, client);
        token = (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = manager.Phone,
                    password = Inspector.Password,
                    smsCode = code,
                }
            )
        ).Expect(200).Text("accessToken");
        (await Invite(stranger)).Expect(201);
    }

    [Fact]
    public async Task Places_OfATraveler_AreNoneAndMayNotBeMade()
    {
        var traveler = await new Traveler().ApplyAsync(App, Client);

        Assert.Empty((await Client.GetAsync("api/places", traveler)).Expect(200).Json!.AsArray());
        (await Client.PostAsync("api/places", Airport, traveler)).Expect(403, "forbidden");
        (await Client.PostAsync("api/staff", new { phone = new Traveler().Phone, role = "officer" }, traveler)).Expect(403, "forbidden");
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "\u202Egnihton")]
    [InlineData("area", "a\nb")]
    [InlineData("type", "castle")]
    public async Task Place_OneFieldWrong_IsRefusedNamingIt(string field, string value)
    {
        var body = new Dictionary<string, string>
        {
            ["name"] = "Inn",
            ["area"] = "Yuexiu",
            ["address"] = "1 Road",
            ["type"] = "hotel",
            [field] = value,
        };

        var answer = (await Client.PostAsync("api/places", body, await SignInAsync(new Role(Role.Administrator, "")))).Expect(
            400,
            "invalid-request"
        );

        Assert.Equal([field], answer["errors"].AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Staff_RoleTakenAway_OpensNothingFromTheNextCallOn()
    {
        var administrator = await SignInAsync(new Role(Role.Administrator, ""));
        var person = new Traveler();
        (
            await Client.PostAsync(
                "api/staff",
                new { phone = person.Phone, role = "officer" },
                await SignInAsync(new Role(Role.Administrator, ""))
            )
        ).Expect(409, "needs-approval");
        var id = (await Client.PostAsync("api/staff", new { phone = person.Phone, role = "officer" }, administrator))
            .Expect(201)
            .Text("staffId");
        var officer = await SignInAsync(person);
        (await Client.GetAsync("api/measures", officer)).Expect(200);

        (await Client.CallAsync(HttpMethod.Delete, $"api/staff/{id}/officer", token: administrator)).Expect(204);

        (await Client.GetAsync("api/measures", officer)).Expect(403, "forbidden");
        (await Client.CallAsync(HttpMethod.Delete, $"api/staff/{id}/officer", token: administrator)).Expect(404, "staff-not-found");
        (await Client.CallAsync(HttpMethod.Delete, $"api/staff/{id}/king", token: administrator)).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task Staff_OwnAdministration_StaysWithItsHolder()
    {
        var person = new Traveler();
        var administrator = await Inspector.SignInAsync(App, Client, person, new Role(Role.Administrator, ""));
        (await Client.PostAsync("api/staff", new { phone = person.Phone, role = "administrator" }, administrator)).Expect(403, "forbidden");
        var id = App.PhoneKeyOf(person);

        (await Client.CallAsync(HttpMethod.Delete, $"api/staff/{id}/administrator", token: administrator)).Expect(403, "forbidden");
        (await Client.PostAsync("api/staff", new { phone = person.Phone, role = "inspector" }, administrator)).Expect(
            400,
            "invalid-request"
        );
        (
            await Client.PostAsync(
                "api/staff",
                new
                {
                    phone = person.Phone,
                    role = "officer",
                    placeId = "x",
                },
                administrator
            )
        ).Expect(400, "invalid-request");
        (
            await Client.PostAsync(
                "api/staff",
                new
                {
                    phone = person.Phone,
                    role = "inspector",
                    placeId = "nowhere",
                },
                administrator
            )
        ).Expect(404, "place-not-found");
    }

    private async Task ToldAsync(Traveler who, string words) =>
        await Wait.UntilAsync(async () =>
            (await who.TextsAsync(Client)).Any(text =>
                text.Contains(words, StringComparison.Ordinal) || text.Contains("Bao'an Airport", StringComparison.Ordinal)
            )
        );

    private Task<Answer> LeaveAsync(string placeId, string token) =>
        Client.CallAsync(HttpMethod.Delete, $"api/places/{placeId}/membership", token: token);

    private Task<string> SignInAsync(Role role) => Inspector.SignInAsync(App, Client, new Traveler(), role);

    /// <summary>Somebody who was given a role over HTTP: by text once, then a password, then both.</summary>
    private async Task<string> SignInAsync(Traveler person)
    {
        var first = (await person.LoginAsync(App, Client)).Expect(200);
        (await Client.PostAsync("api/set-password", new { password = Inspector.Password }, first.Text("accessToken"))).Expect(204);
        var smsCode = await person.SmsCodeAsync(App, Client);
        return (
            await Client.PostAsync(
                "api/login",
                new
                {
                    phone = person.Phone,
                    password = Inspector.Password,
                    smsCode,
                }
            )
        ).Expect(200).Text("accessToken");
    }
}
