using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>From the freeze on nothing personal is taken in, and what is there goes early.</summary>
public sealed class FreezeTests(Azurite azurite) : IDisposable
{
    private readonly LabClient laboratory = new();

    public void Dispose() => laboratory.Dispose();

    [Fact]
    public async Task ResultsAndCrossings_AreNotTakenIn_AndTheLaboratoryIsTold()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var (anna, other) = (new Traveler(), new Traveler());
        await anna.ApplyAsync(app, client);
        await (await Administrators.AppointAsync(app, client)).FreezeAsync();
        await app.DrainAsync();
        var before = await HoldersAsync(app);

        await app.SendAsync("lab-results", laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow(), "positive")));
        await app.SendAsync("lab-results", laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow(), "negtive", "A-2")));
        // Whoever it says, nobody signed it.
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), accession: "A-3"));
        await app.SendAsync("lab-results", "nonsense");
        await app.SendAsync("border-crossings", other.Crossing(app.Clock.GetUtcNow()));
        await app.DrainAsync();

        Assert.Equal(before, await HoldersAsync(app));
        Assert.Empty(await app.PoisonAsync("lab-results"));
        Assert.Empty(await app.RowsAsync(TableNames.Poison));
        var token = laboratory.Token(app.Clock.GetUtcNow().AddMinutes(4));
        var outcomes = (await client.GetAsync("api/laboratories/gz-kingmed/outcomes", token)).Expect(200)["outcomes"].AsArray();
        Assert.Equal(
            [("rejected", "service-closed", "A-1"), ("rejected", "service-closed", "A-2")],
            outcomes.Select(each => ((string)each!["outcome"]!, (string)each["reason"]!, ((string)each["accession"]!)[..3])).Order()
        );
        (await client.PostAsync("api/laboratories/gz-kingmed/results", anna.LabResult(app.Clock.GetUtcNow()), token)).Expect(
            410,
            "service-closed"
        );
    }

    [Fact]
    public async Task Retention_ShrinksUntilNothingOfTravelersIsLeft()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        await Inspector.ScanAsync(client, await Inspector.AtWorkAsync(app, client), await client.HealthCodeAsync(token));
        await app.DrainAsync();
        await (await Administrators.AppointAsync(app, client)).FreezeAsync();
        Assert.Equal("", (await PurgeAsync(app)).ToString());

        // Half of 21 days after the scan; until then two days have passed.
        app.Clock.Advance(TimeSpan.FromDays(9));
        await PurgeAsync(app);
        Assert.Empty(await app.RowsAsync(TableNames.Visits));
        Assert.Empty(await app.RowsAsync(TableNames.HolderVisits));
        Assert.Contains(
            anna.IdNumber,
            (await client.GetAsync("api/account/export", await anna.SignInAsync(app, client))).Expect(200).Json!.ToJsonString(),
            StringComparison.Ordinal
        );

        app.Clock.Advance(Administrators.Export);
        await PurgeAsync(app);
        await PurgeAsync(app);
        Assert.Empty(await HoldersAsync(app));
        Assert.Empty(await app.RowsAsync(TableNames.Documents));
        Assert.DoesNotContain(await app.RowsAsync(TableNames.Accounts), row => row.PartitionKey == app.PhoneKeyOf(anna));
    }

    private static async Task<PurgeReport> PurgeAsync(GhcApp app)
    {
        await app.DrainAsync();
        return await app.Function<Purge>().RunAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync(GhcApp app) =>
        [.. (await app.RowsAsync(TableNames.Holders)).Select(row => BackupRow.Write([row])).Order()];
}
