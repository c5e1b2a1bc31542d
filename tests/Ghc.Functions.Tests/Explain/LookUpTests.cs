using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Explain;

/// <summary>Officers see which officers looked at a person; the person sees that somebody did.</summary>
public sealed class LookUpTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task LookUps_SayWhoLooked_OnceAnHour_AndAskingIsALookToo()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        var holderId = App.DocumentKey(anna);
        var first = await Inspector.SignInAsync(App, Client, new Traveler(), new Role(Role.Officer, ""), "Chen Wei");
        var second = await Officers.OneAsync(App, Client);
        (await Client.GetAsync($"api/holders/{holderId}/assessment", first)).Expect(200);
        (await Client.GetAsync($"api/holders/{holderId}/assessment", first)).Expect(200);
        await App.DrainAsync("visits");

        var seen = (await Client.GetAsync($"api/holders/{holderId}/look-ups", second)).Expect(200)["lookUps"].AsArray();
        Assert.Equal(("Chen Wei", false), ((string?)Assert.Single(seen)!["by"]!["name"], (bool)seen[0]!["you"]!));
        await App.DrainAsync("visits");
        seen = (await Client.GetAsync($"api/holders/{holderId}/look-ups", second)).Expect(200)["lookUps"].AsArray();
        Assert.Equal([false, true], seen.Select(look => (bool)look!["you"]!).Order());
        var acts = await App
            .Services.GetRequiredService<AuditTable>()
            .ListAsync(TestContext.Current.CancellationToken, new AuditFilter(Subject: holderId));
        Assert.Equal(2, acts.Count(act => act.Action == "look-ups-read"));

        // The person reads that somebody looked, and not who.
        var visits = (await Client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray();
        Assert.Equal(2, visits.Count);
        Assert.DoesNotContain("Chen Wei", visits.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Chen Wei",
            (await Client.GetAsync("api/account/export", token)).Expect(200).Json!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LookUps_OfNobody_OrByNobody_AreRefused()
    {
        var officer = await Officers.OneAsync(App, Client);
        (await Client.GetAsync($"api/holders/{new string('0', 32)}/look-ups", officer)).Expect(404, "document-not-found");
        (await Client.GetAsync("api/holders/anna/look-ups", officer)).Expect(404, "document-not-found");
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/look-ups", token)).Expect(403, "forbidden");
        (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/look-ups", token: null)).Expect(401);
    }
}
