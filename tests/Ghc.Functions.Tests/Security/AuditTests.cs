using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Security;

/// <summary>What staff did stands in Audit, however many do something at once, and whoever puts older rows back is found out.</summary>
public sealed partial class AuditTests(Azurite azurite)
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_SixtyFourOfficersOverTwoInstances_AllStand_NoneFails()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using var first = new GhcApp(settings);
        await using var second = new GhcApp(settings);
        AuditTable[] tables = [first.Services.GetRequiredService<AuditTable>(), second.Services.GetRequiredService<AuditTable>()];

        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async officer =>
                {
                    foreach (var act in Enumerable.Range(0, 4))
                    {
                        await tables[(officer + act) % 2].AppendAsync($"officer-{officer}", "test", $"subject-{act}", "", TestEnd);
                    }
                })
        );

        var entries = await tables[0].ListAsync(TestEnd);
        Assert.Equal(256, entries.Count);
        Assert.Null(await tables[1].FindBreakAsync(TestEnd));
        Assert.Equal(4, (await tables[0].ListAsync(TestEnd, new AuditFilter(Actor: "officer-7"))).Count);
        Assert.Equal(64, (await tables[0].ListAsync(TestEnd, new AuditFilter(Subject: "subject-2"))).Count);
        Assert.Empty(await tables[0].ListAsync(TestEnd, new AuditFilter(Until: first.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task AppendOnce_ByManyAtOnce_IsOneEntry()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var audit = app.Services.GetRequiredService<AuditTable>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => audit.AppendOnceAsync("officer", "measure-approved", "m-1", "", TestEnd)));

        Assert.Single(await audit.ListAsync(TestEnd));
        Assert.Null(await audit.FindBreakAsync(TestEnd));
    }

    [Fact]
    public async Task OlderRowsPutBack_HoldAsAChain_AndBreakAgainstTheLog()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var audit = app.Services.GetRequiredService<AuditTable>();
        await audit.AppendAsync("officer", "one", "s", "", TestEnd);
        var before = await RowsAsync(app);
        await audit.AppendAsync("officer", "two", "s", "", TestEnd);
        var anchors = AnchorsOf(app);

        var table = app.Tables.GetTableClient(TableNames.Audit);
        foreach (var row in await RowsAsync(app))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, TestEnd);
        }

        foreach (var row in before)
        {
            await table.AddEntityAsync(row, TestEnd);
        }

        Assert.Null(await audit.FindBreakAsync(TestEnd));
        Assert.Equal("missing", (await audit.FindBreakAsync(TestEnd, anchors))?.Entry.Action);

        // Whoever goes on from there writes another second entry, which the log does not know.
        await audit.AppendAsync("officer", "another", "s", "", TestEnd);
        Assert.Equal("another", (await audit.FindBreakAsync(TestEnd, anchors))?.Entry.Action);
    }

    [Fact]
    public async Task LookedUp_IsShownToTheHolder_OnceAnHour_WithoutSayingByWhom()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client);
        var officer = new Traveler();
        var session = await Inspector.SignInAsync(app, client, officer, new Role(Role.Officer, ""));

        (await client.PostAsync("api/holders/find", new { idType = anna.IdType, idNumber = anna.IdNumber }, session)).Expect(200);
        (await client.GetAsync($"api/holders/{app.DocumentKey(anna)}/assessment", session)).Expect(200);
        await app.DrainAsync("visits");

        var visits = (await client.GetAsync("api/visits", token, "en")).Expect(200);
        var visit = Assert.Single(visits.Json!.AsArray())!;
        Assert.Equal(("A health officer looked at your record", true), ((string?)visit["placeName"], (bool?)visit["lookUp"]));
        Assert.DoesNotContain(app.PhoneKeyOf(officer), visits.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMeasure_WhoseApproverDiedBeforeAudit_IsInForceOnlyWithItsEntry()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = await Family.ArrivedAsync(app);
        var officers = await Officers.SignInAsync(app, client);
        var id = (await client.PostAsync("api/measures", Officers.Measure(anna, "close-contact", "contact-observation"), officers.First))
            .Expect(409)
            .Text("measureId");

        // Audit is away from the moment of the signature on.
        app.Calls.IsAway = call =>
            call.AbsolutePath.Contains("/Audit", StringComparison.Ordinal) || call.AbsolutePath.Contains("batch", StringComparison.Ordinal);
        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(503);
        Assert.DoesNotContain((await app.HolderAsync(anna)).Facts, fact => fact is Domain.Measures.Measure);
        app.Calls.IsAway = _ => false;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(async () => (await app.HolderAsync(anna)).Facts.Any(fact => fact is Domain.Measures.Measure));

        Assert.Single(
            await app.Services.GetRequiredService<AuditTable>().ListAsync(TestEnd, new AuditFilter(Subject: id)),
            act => act.Action == "measure-approved"
        );
    }

    private static async Task<List<TableEntity>> RowsAsync(GhcApp app) =>
        await app.Tables.GetTableClient(TableNames.Audit).QueryAsync<TableEntity>(cancellationToken: TestEnd).ToListAsync(TestEnd);

    private static IReadOnlyList<AuditAnchor> AnchorsOf(GhcApp app) =>
        [
            .. app
                .Logs.Lines.Select(message => Anchor().Match(message))
                .Where(match => match.Success)
                .Select(match => new AuditAnchor(
                    match.Groups[1].Value,
                    long.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture),
                    match.Groups[3].Value
                )),
        ];

    [GeneratedRegex("Audit entry. Chain: (\\S+), sequence: (\\d+), hash: (\\S+)")]
    private static partial Regex Anchor();
}
