using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Places;

/// <summary>
/// Places have a Chinese and an English name, people at work a name: what others read is never an id, a link or a disguise.
/// </summary>
public sealed class NamesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Place_WithTwoNames_IsCalledByThatOfTheReader()
    {
        var administrator = await Inspector.SignInAsync(App, Client, new Traveler(), new Role(Role.Administrator, ""));
        var place = (await Client.PostAsync("api/places", Hotel("花园酒店", "Garden Hotel"), administrator)).Expect(201);
        Assert.Equal(("花园酒店", "Garden Hotel"), (place.Text("name"), place.Text("nameEn")));
        var placeId = place.Text("placeId");

        // A text to somebody who reads English, and to somebody who was never here before.
        var (reader, guard) = (new Traveler(), new Traveler());
        var token = await reader.ApplyAsync(App, Client, daysAgo: 40);
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = reader.Phone }, administrator)).Expect(201);
        await ToldAsync(reader, "Garden Hotel");
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = guard.Phone, name = " 陈伟 " }, administrator)).Expect(
            201
        );
        await ToldAsync(guard, "花园酒店");

        // The gate, and the list of who scanned me.
        var inspector = await Inspector.SignInAsync(App, Client, guard, new Role(Role.Inspector, placeId));
        Assert.Equal(
            "花园酒店",
            (string?)(await Client.PostAsync("api/shifts", new { placeId }, inspector, "zh-Hant")).Expect(201)["place"]["name"]
        );
        var shift = (await Client.PostAsync("api/shifts", new { placeId }, inspector, "ru")).Expect(201);
        Assert.Equal("Garden Hotel", (string?)shift["place"]["name"]);
        var code = (await Client.GetAsync("api/code", token)).Expect(200).Text("healthCode");
        (await Client.PostAsync("api/scan", new { healthCode = code }, shift.Text("shiftToken"))).Expect(200);
        await App.DrainAsync("visits");
        Assert.Equal("Garden Hotel", (string?)(await Client.GetAsync("api/visits", token, "en")).Expect(200).Json![0]!["placeName"]);
        Assert.Equal("花园酒店", (string?)(await Client.GetAsync("api/visits", token, "zh-Hans")).Expect(200).Json![0]!["placeName"]);
    }

    [Theory]
    [InlineData("see ghc.example")]
    [InlineData("Gаrden Hotel")]
    [InlineData("\u202EletoH")]
    [InlineData(" ")]
    public async Task Name_ThatIsNone_IsRefusedNamingTheField(string name)
    {
        var administrator = await Inspector.SignInAsync(App, Client, new Traveler(), new Role(Role.Administrator, ""));
        await RefusedAsync("api/places", Hotel("花园酒店", name), "nameEn");
        await RefusedAsync($"api/places/{Inspector.PlaceId}/inspectors", new { phone = new Traveler().Phone, name }, "name");
        await RefusedAsync(
            "api/staff",
            new
            {
                phone = new Traveler().Phone,
                role = "inspector",
                placeId = Inspector.PlaceId,
                name,
            },
            "name"
        );

        async Task RefusedAsync(string path, object body, string field) =>
            Assert.Equal(
                field,
                (await Client.PostAsync(path, body, administrator)).Expect(400, "invalid-request")["errors"].AsObject().Single().Key
            );
    }

    [Fact]
    public async Task Inspector_IsListedByName_AndRenamedByInvitingAgain()
    {
        var administrator = await Inspector.SignInAsync(App, Client, new Traveler(), new Role(Role.Administrator, ""));
        var placeId = (await Client.PostAsync("api/places", Hotel("名字酒店", null), administrator)).Expect(201).Text("placeId");
        var guard = new Traveler();
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = guard.Phone }, administrator)).Expect(201);
        Assert.Null(await NameAsync());
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = guard.Phone, name = "Chen Wei" }, administrator)).Expect(
            201
        );
        Assert.Equal("Chen Wei", await NameAsync());
        (await Client.PostAsync($"api/places/{placeId}/inspectors", new { phone = guard.Phone }, administrator)).Expect(201);
        Assert.Equal("Chen Wei", await NameAsync());

        async Task<string?> NameAsync() =>
            (string?)
                (await Client.GetAsync($"api/places/{placeId}/inspectors", administrator)).Expect(200).Json!.AsArray().Single()!["name"];
    }

    /// <summary>The name that the first administrator proposed, unless the second one gives another.</summary>
    [Fact]
    public async Task Officer_AppointedByTwo_HasTheNameThatWasProposed()
    {
        var (first, second) = (await AdministratorAsync(), await AdministratorAsync());
        var officer = new Traveler();
        var appointment = new { phone = officer.Phone, role = "officer" };
        (
            await Client.PostAsync(
                "api/staff",
                new
                {
                    phone = officer.Phone,
                    role = "officer",
                    name = "Chen Wei",
                },
                first
            )
        ).Expect(409, "needs-approval");
        (await Client.PostAsync("api/staff", appointment, second)).Expect(201);
        var token = await Inspector.SignInAsync(App, Client, officer, new Role(Role.Officer, ""));
        var anna = new Traveler();
        var id = (
            await Client.PostAsync(
                "api/measures",
                Officers.Measure(anna, "confirmed", "case-isolation", App.Clock.GetUtcNow().AddDays(5)),
                token
            )
        )
            .Expect(409, "needs-approval")
            .Text("measureId");
        var listed = (await Client.GetAsync($"api/measures?holder={App.DocumentKey(anna)}", token)).Expect(200)["measures"].AsArray();
        Assert.Equal((id, "Chen Wei"), ((string?)Assert.Single(listed)!["measureId"], (string?)listed[0]!["proposedBy"]!["name"]));
    }

    private Task<string> AdministratorAsync() => Inspector.SignInAsync(App, Client, new Traveler(), new Role(Role.Administrator, ""));

    private static object Hotel(string name, string? nameEn) =>
        new
        {
            name,
            nameEn,
            area = "越秀，广州",
            address = "环市东路368号",
            type = "hotel",
        };

    private Task ToldAsync(Traveler who, string what) =>
        Wait.UntilAsync(async () => (await who.TextsAsync(Client)).Any(text => text.Contains(what, StringComparison.Ordinal)));
}
