using Azure.Core;
using Ghc.Domain.Colors;
using Ghc.Domain.Measures;
using Ghc.Domain.Policies;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Policies;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Storage;

/// <summary>
/// Storage does everything that it is told, but each first answer is lost and the SDK asks again: nobody may take the own write for
/// somebody else's.
/// </summary>
public sealed class LostAnswerTests(Azurite azurite)
{
    [Fact]
    public async Task Everything_EveryFirstAnswerLost_IsDoneOnceAndSaysSo()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        app.Calls.IsAnswerLost = (method, _) => method != RequestMethod.Get;

        // Applying, a companion, a result, a color.
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client, daysAgo: 5);
        (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), "positive"));
        Assert.Equal("red", await client.ColorAsync(token));
        Assert.Single((await client.GetAsync("api/code", token))["tests"].AsArray());
        Assert.Single(await client.CompanionsAsync(token));

        // Officers.
        var officers = await Officers.SignInAsync(app, client);
        var id = await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        Assert.Equal(id, Assert.Single((await app.HolderAsync(anna)).Facts.OfType<Measure>()).Id);

        // New rules, for everyone.
        (
            await client.CallAsync(HttpMethod.Put, "api/policy?effectiveAt=2022-07-15T00:00:00Z", Policy.Pack("5+3").Json, officers.First)
        ).Expect(202);
        var published = (
            await client.CallAsync(HttpMethod.Put, "api/policy?effectiveAt=2022-07-15T00:00:00Z", Policy.Pack("5+3").Json, officers.Second)
        ).Expect(202);
        Assert.Equal("publication", published.Text("kind"));
        app.Clock.Advance(PolicyVersion.Notice + TimeSpan.FromSeconds(10));
        await Sweeps.RunAsync(app, published.Text("sweepId"));
        var sweep = (await client.GetAsync($"api/sweeps/{published.Text("sweepId")}", officers.First)).Expect(200);
        Assert.Equal(("done", "2"), (sweep.Text("state"), sweep.Text("done")));
        Assert.Single((await client.GetAsync("api/policy", officers.First))["versions"].AsArray());
        Assert.Null(await app.Services.GetRequiredService<AuditTable>().FindBreakAsync(TestContext.Current.CancellationToken));

        // Going.
        (await client.DeleteAsync("api/account", token)).Expect(204);
        (await client.GetAsync("api/code", token)).Expect(401);
    }
}
