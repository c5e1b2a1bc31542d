using Azure.Data.Tables;
using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Places;

/// <summary>One administrator alone gives nobody power over people.</summary>
public sealed class AppointmentTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Role Officer = new(Role.Officer, "");

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("officer")]
    [InlineData("administrator")]
    public async Task Officers_AndAdministrators_AreAppointedByTwo(string role)
    {
        var (first, second, person) = (await AdministratorAsync(), await AdministratorAsync(), new Traveler());

        (await AddAsync(person, role, first)).Expect(409, "needs-approval");
        (await AddAsync(person, role, first)).Expect(409, "needs-approval");
        (await AddAsync(person, role, second)).Expect(201);
        (await AddAsync(person, role, first)).Expect(201);
    }

    [Fact]
    public async Task Proposal_OlderThanAWeek_IsOver()
    {
        var person = new Traveler();
        (await AddAsync(person, "officer", await AdministratorAsync())).Expect(409, "needs-approval");
        app.Clock.Advance(TimeSpan.FromDays(7));

        (await AddAsync(person, "officer", await AdministratorAsync())).Expect(409, "needs-approval");
    }

    [Fact]
    public async Task Nobody_AppointsOneself_OrIsBoth()
    {
        var administrator = new Traveler();
        var token = await Inspector.SignInAsync(app, client, administrator, new Role(Role.Administrator, ""));
        var officer = new Traveler();
        await Inspector.AppointAsync(app, officer, Officer);

        (await AddAsync(administrator, "officer", token)).Expect(403, "forbidden");
        (await AddAsync(administrator, "officer", await AdministratorAsync())).Expect(409, "roles-conflict");
        (await AddAsync(officer, "administrator", token)).Expect(409, "roles-conflict");
    }

    [Fact]
    public async Task ANewOfficer_ProposesAtOnce_AndApprovesAfterADay()
    {
        var person = new Traveler();
        (await AddAsync(person, "officer", await AdministratorAsync())).Expect(409, "needs-approval");
        (await AddAsync(person, "officer", await AdministratorAsync())).Expect(201);
        var (anna, old) = (await Family.ArrivedAsync(app), await Officers.OneAsync(app, client));
        var fresh = await Inspector.SignInAsync(app, client, person, Officer);

        (await client.PostAsync("api/measures", Officers.Measure(anna, "close-contact", "contact-observation"), fresh)).Expect(
            409,
            "needs-approval"
        );
        var id = (await client.PostAsync("api/measures", Officers.Measure(anna, "close-contact", "contact-observation"), old))
            .Expect(409, "needs-approval")
            .Text("measureId");
        (await client.PostAsync("api/measures", new { approves = id }, fresh)).Expect(403, "officer-too-new");
        app.Clock.Advance(TimeSpan.FromHours(23));
        (await client.PostAsync("api/measures", new { approves = id }, await AgainAsync(person))).Expect(403, "officer-too-new");
        var next = (
            await client.PostAsync(
                "api/measures",
                Officers.Measure(anna, "close-contact", "contact-observation"),
                await Officers.OneAsync(app, client)
            )
        )
            .Expect(409, "needs-approval")
            .Text("measureId");
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await client.PostAsync("api/measures", new { approves = next }, await AgainAsync(person))).Expect(201);
    }

    [Fact]
    public async Task ARow_WrittenByWhoeverHasTheTablesAndNoKeys_IsNoRole()
    {
        var thief = new Traveler();
        var token = await thief.ApplyAsync(app, client);
        var key = app.PhoneKeyOf(thief);
        var table = app.Tables.GetTableClient(TableNames.Accounts);
        var honest = new Traveler();
        await Inspector.AppointAsync(app, honest, new Role(Role.Administrator, ""));
        var copied = (
            await table.GetEntityAsync<TableEntity>(
                app.PhoneKeyOf(honest),
                "role|administrator|",
                cancellationToken: TestContext.Current.CancellationToken
            )
        ).Value;

        await table.AddEntityAsync(new TableEntity(key, "role|officer|"), TestContext.Current.CancellationToken);
        await table.AddEntityAsync(
            new TableEntity(key, "role|administrator|") { ["data"] = copied["data"] },
            TestContext.Current.CancellationToken
        );

        Assert.Empty((await client.GetAsync("api/account", token)).Expect(200)["roles"].AsArray());
        (await client.GetAsync("api/poison", token)).Expect(403, "forbidden");
    }

    [Fact]
    public async Task Inspectors_NeedOneHand() =>
        (
            await client.PostAsync(
                "api/staff",
                new
                {
                    phone = new Traveler().Phone,
                    role = "inspector",
                    placeId = Inspector.PlaceId,
                },
                await AdministratorAsync()
            )
        ).Expect(201);

    [Theory]
    [InlineData("Win at ghc-prize.example")]
    [InlineData("https://ghc.example")]
    [InlineData("WWW.prize")]
    [InlineData("help@ghc")]
    [InlineData("Gate \uff57\uff57\uff57\uff0eprize\uff0ecom")]
    [InlineData("H\u043etel Luohu")]
    [InlineData("\u0391irport Hotel")]
    public async Task PlaceName_WithALinkOrALookAlike_IsRefused(string name) =>
        Assert.True((await CreatePlaceAsync(name)).Expect(400, "invalid-request")["errors"].AsObject().ContainsKey("name"));

    [Theory]
    [InlineData("St. John\u2019s Hotel")]
    [InlineData("U.S. Consulate")]
    [InlineData("No. 5 Gate")]
    [InlineData("\u7f57\u6e56\u53e3\u5cb8")]
    [InlineData("\u0413\u043e\u0441\u0442\u0438\u043d\u0438\u0446\u0430 Luohu")]
    public async Task PlaceName_AsPlacesHaveThem_IsTaken(string name) => (await CreatePlaceAsync(name)).Expect(201);

    private async Task<Answer> CreatePlaceAsync(string name) =>
        await client.PostAsync(
            "api/places",
            new
            {
                name,
                area = "Luohu, Shenzhen",
                address = "Renmin South Road 1",
                type = "port",
            },
            await AdministratorAsync()
        );

    private async Task<string> AgainAsync(Traveler person) => (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = person.Phone,
                    password = Inspector.Password,
                    smsCode = await person.SmsCodeAsync(app, client),
                }
            )
        ).Expect(200).Text("accessToken");

    private Task<Answer> AddAsync(Traveler person, string role, string token) =>
        client.PostAsync("api/staff", new { phone = person.Phone, role }, token);

    private Task<string> AdministratorAsync() => Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));
}
