using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>What officers read before they sign: whom it concerns, what it does to the color, and who wants it.</summary>
public sealed class MeasureListTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Pending_SaysWhoWhyAndWhatChanges_InTheReadersLanguage()
    {
        var (anna, wei) = (new Traveler { Name = "ANNA SMITH" }, new Traveler());
        await anna.ApplyAsync(App, Client, daysAgo: 40);
        await App.SendAsync("lab-results", anna.LabResult(App.Clock.GetUtcNow().AddHours(-30)));
        await App.DrainAsync("lab-results", "recompute-colors");
        var first = await Inspector.SignInAsync(App, Client, wei, new Role(Role.Officer, ""), "Chen Wei");
        var second = await Officers.OneAsync(App, Client);
        var id = await ProposeAsync(anna, first);

        var measure = await FindAsync(id, second, "zh-Hans");
        var person = measure["person"]!;
        Assert.Equal((App.DocumentKey(anna), anna.Masked()), ((string?)person["holderId"], (string?)person["name"]));
        Assert.Equal(("green", "red"), ((string?)person["color"], (string?)person["colorAfter"]));
        Assert.Equal(
            ("negative", "entry", "Luohu"),
            (
                (string?)person["latestTest"]!["result"],
                (string?)person["latestCrossing"]!["direction"],
                (string?)person["latestCrossing"]!["port"]
            )
        );
        Assert.Equal(
            ("Chen Wei", $"+852 ****{wei.Number[^4..]}"),
            ((string?)measure["proposedBy"]!["name"], (string?)measure["proposedBy"]!["phone"])
        );
        Assert.Contains("传染病防治法", (string?)measure["legalReason"]!["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("SMITH", measure.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(anna.IdNumber, measure.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("green", (string?)(await FindAsync(id, first))["person"]!["color"]);

        // In force: what lifting it would bring.
        (await Client.PostAsync("api/measures", new { approves = id }, second)).Expect(201);
        await App.DrainAsync("recompute-colors");
        var inForce = await FindAsync(id, first, state: "in-force");
        Assert.Equal(("red", "green"), ((string?)inForce["person"]!["color"], (string?)inForce["person"]!["colorAfter"]));
        Assert.Equal("measure-close-contact", (string?)inForce["person"]!["reasons"]![0]!["code"]);
    }

    /// <summary>
    /// A stricter measure stays; nothing is read of somebody of whom nothing is known; nobody applied, so there is no name.
    /// </summary>
    [Fact]
    public async Task Pending_UnderAnotherMeasure_UnknownOrUnregistered_SaysSo()
    {
        var officers = await Officers.SignInAsync(App, Client);
        var (under, unknown, unregistered) = (new Traveler(), new Traveler(), new Traveler());
        await under.ApplyAsync(App, Client, daysAgo: 40);
        await officers.PutOnAsync(under, "confirmed", "case-isolation", App.Clock.GetUtcNow().AddDays(10));
        await App.SendAsync("border-crossings", unregistered.Crossing(App.Clock.GetUtcNow().AddDays(-40)));
        await App.DrainAsync("border-crossings", "recompute-colors");

        var person = (await FindAsync(await ProposeAsync(under, officers.First), officers.Second))["person"]!;
        Assert.Equal(("red", "red"), ((string?)person["color"], (string?)person["colorAfter"]));
        Assert.Null((await FindAsync(await ProposeAsync(unknown, officers.First), officers.Second))["person"]);
        person = (await FindAsync(await ProposeAsync(unregistered, officers.First), officers.Second))["person"]!;
        Assert.Equal((null, "green", "red"), ((string?)person["name"], (string?)person["color"], (string?)person["colorAfter"]));
    }

    [Fact]
    public async Task Holder_OnlyMeasuresOfThatPerson()
    {
        var officers = await Officers.SignInAsync(App, Client);
        var (anna, other) = (new Traveler(), new Traveler());
        var id = await ProposeAsync(anna, officers.First);
        await ProposeAsync(other, officers.First);

        var listed = (await Client.GetAsync($"api/measures?holder={App.DocumentKey(anna)}", officers.Second))
            .Expect(200)["measures"]
            .AsArray();
        Assert.Equal(id, (string?)Assert.Single(listed)!["measureId"]);
        Assert.Empty(
            (await Client.GetAsync($"api/measures?holder={App.DocumentKey(anna)}&state=in-force", officers.Second))
                .Expect(200)["measures"]
                .AsArray()
        );
        Refuses(await Client.GetAsync("api/measures?holder=anna", officers.Second), "holder");
    }

    [Fact]
    public async Task MoreThanAPage_GoesOnWithEachOnce()
    {
        var officers = await Officers.SignInAsync(App, Client);
        var ids = new List<string>();
        for (var n = 0; n < 52; n++)
        {
            ids.Add(await ProposeAsync(new Traveler(), officers.First));
        }

        var seen = new List<string>();
        for (string? next = ""; next is not null; )
        {
            var page = (await Client.GetAsync($"api/measures{(next.Length > 0 ? $"?after={next}" : "")}", officers.Second)).Expect(200);
            seen.AddRange(page["measures"].AsArray().Select(measure => (string)measure!["measureId"]!));
            next = (string?)page.Json!["next"];
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), ids.ToHashSet());
        Refuses(await Client.GetAsync("api/measures?after=20220715-0000000000000000", officers.Second), "after");
        Refuses(await Client.GetAsync("api/measures?after=x", officers.Second), "after");
    }

    /// <summary>Reading the list is a look at each person in it: recorded in Audit, and told to them.</summary>
    [Fact]
    public async Task Reading_IsALookAtEveryoneInIt()
    {
        var officers = await Officers.SignInAsync(App, Client);
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        await FindAsync(await ProposeAsync(anna, officers.First), officers.Second);
        await App.DrainAsync("visits");

        var acts = await App
            .Services.GetRequiredService<AuditTable>()
            .ListAsync(TestContext.Current.CancellationToken, new AuditFilter(Subject: App.DocumentKey(anna)));
        Assert.Contains("measures-read", acts.Select(act => act.Action));
        var visits = (await Client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray();
        Assert.Single(visits, visit => (bool?)visit!["lookUp"] == true);
        Assert.DoesNotContain("852", visits.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<string> ProposeAsync(Traveler who, string officer) =>
        (
            await Client.PostAsync(
                "api/measures",
                Officers.Measure(who, "close-contact", "contact-observation", App.Clock.GetUtcNow().AddDays(5)),
                officer
            )
        )
            .Expect(409, "needs-approval")
            .Text("measureId");

    private async Task<JsonNode> FindAsync(string id, string officer, string language = "en", string state = "pending")
    {
        for (var next = ""; ; )
        {
            var page = (
                await Client.GetAsync($"api/measures?state={state}{(next.Length > 0 ? $"&after={next}" : "")}", officer, language)
            ).Expect(200);
            if (page["measures"].AsArray().FirstOrDefault(measure => (string?)measure!["measureId"] == id) is { } found)
            {
                return found;
            }

            next = page.Text("next");
        }
    }

    private static void Refuses(Answer answer, string field) =>
        Assert.Equal([field], answer.Expect(400, "invalid-request")["errors"].AsObject().Select(error => error.Key));
}
