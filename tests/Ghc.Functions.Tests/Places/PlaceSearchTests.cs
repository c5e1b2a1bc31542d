using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Places;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Places;

/// <summary>Officers find places as people name them.</summary>
public sealed class PlaceSearchTests(Azurite azurite)
{
    [Fact]
    public async Task Search_FindsByNamePartOrAddress_InAnyWriting_BestFirst()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = await Officers.OneAsync(app, client);
        await PutAsync(app, new Place("luohu", "罗湖口岸", "port", "深圳市罗湖区", "和平路") { NameEn = "Luohu Port" });
        await PutAsync(app, new Place("cafe", "Café Luohu", "shop", "Shenzhen", "Luohu Port, hall B"));
        await PutAsync(app, new Place("hotel", "花园酒店", "hotel", "广州市越秀区", "环市东路368号") { NameEn = "Garden Hotel" });

        Assert.Equal(["luohu", "cafe"], (await FindAsync("luohu port")).Where(id => id is "luohu" or "cafe"));
        Assert.Equal("luohu", (await FindAsync("羅湖口岸"))[0]);
        Assert.Equal(["cafe"], await FindAsync("CAFE LUOHU"));
        Assert.Equal(["hotel"], await FindAsync("環市東路"));
        Assert.Equal(["hotel"], await FindAsync("ｇａｒｄｅｎ"));
        Assert.Empty(await FindAsync("Narnia"));
        Assert.Empty(await FindAsync("---"));

        // Named in the reader's language.
        var found = (await client.GetAsync("api/places/search?text=garden", officer, "fr")).Expect(200)["places"][0]!;
        Assert.Equal(("Garden Hotel", "hotel"), ((string?)found["name"], (string?)found["type"]));
        Assert.Equal(
            "花园酒店",
            (string?)(await client.GetAsync("api/places/search?text=garden", officer, "zh-Hant")).Expect(200)["places"][0]!["name"]
        );

        // Registered a moment ago: what nobody finds is looked for again.
        await PutAsync(app, new Place("new", "新世界", "shop", "佛山", "祖庙路"));
        app.Clock.Advance(PlaceSearch.Pause);
        Assert.Equal(["new"], await FindAsync("新世界"));

        async Task<IReadOnlyList<string>> FindAsync(string text) =>
            [
                .. (await client.GetAsync($"api/places/search?text={Uri.EscapeDataString(text)}", officer))
                    .Expect(200)["places"]
                    .AsArray()
                    .Select(place => (string)place!["placeId"]!),
            ];
    }

    [Fact]
    public async Task Search_WithoutTextOrRole_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = await Officers.OneAsync(app, client);
        Assert.Contains(
            "text",
            (await client.GetAsync("api/places/search", officer))
                .Expect(400, "invalid-request")["errors"]
                .AsObject()
                .Select(error => error.Key)
        );
        (await client.GetAsync($"api/places/search?text={new string('x', 81)}", officer)).Expect(400, "invalid-request");
        var manager = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.PlaceManager, Inspector.PlaceId));
        (await client.GetAsync("api/places/search?text=luohu", manager)).Expect(403, "forbidden");
        (await client.GetAsync("api/places/search?text=luohu", token: null)).Expect(401);
    }

    private static Task PutAsync(GhcApp app, Place place) =>
        app.Services.GetRequiredService<PlacesTable>().PutAsync(place, TestContext.Current.CancellationToken);
}
