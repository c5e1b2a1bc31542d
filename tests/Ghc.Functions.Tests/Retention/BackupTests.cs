using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Ghc.Cli;
using Ghc.Functions.Backups;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Retention;

/// <summary>Tables are wiped, and everything is as it was.</summary>
public sealed class BackupTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Tables_Wiped_AreRestored_AndCodesKeepTheirColor()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var app = new GhcApp(settings);
        var (client, anna, file) = (
            app.CreateClient(),
            new Traveler { LatestCrossingYear = settings.Clock.GetUtcNow().Year },
            files.WriteSettings(settings)
        );
        var token = await anna.ApplyAsync(app, client, daysAgo: 0);
        await app.DrainAsync();
        await app.Function<BackUpTables>().Run(new TimerInfo(), TestEnd);

        // Later a result turns her red: the second backup holds what changed, and counts.
        settings.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.IngestAsync("lab-results", anna.LabResult(TimeProvider.System.GetUtcNow().AddMinutes(-5), "positive"));
        await app.Function<BackUpTables>().Run(new TimerInfo(), TestEnd);
        Assert.Equal("red", await client.ColorAsync(token));
        await app.StopTriggersAsync();
        var before = await RowsAsync(app);

        (await GhcRun.Async("backup", "verify", "--settings", file)).Expect(ExitCodes.Done);
        Assert.Contains(
            "is not empty",
            (await GhcRun.Async("backup", "restore", "--settings", file)).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        await WipeAsync(app);
        Assert.NotEqual(200, (await client.GetAsync("api/code", token)).Status);
        (await GhcRun.Async("backup", "restore", "--settings", file)).Expect(ExitCodes.Done);

        Assert.Equal("red", await client.ColorAsync(token));
        Assert.Equal(
            before.Order(StringComparer.Ordinal),
            (await RowsAsync(app)).Where(row => !row.StartsWith(TableNames.Audit, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Backup_TamperedWith_IsNoticed()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using var app = new GhcApp(settings);
        app.CreateClient();
        await new Traveler().ApplyAsync(app, app.CreateClient());
        await app.Function<BackUpTables>().Run(new TimerInfo(), TestEnd);
        var file = files.WriteSettings(settings);
        var container = new BlobContainerClient(settings.Storage, "backup");
        var blob = container.GetBlobClient(
            (await container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, TestEnd).ToListAsync(TestEnd))
                .First(each => each.Name.Contains("/Holders/", StringComparison.Ordinal))
                .Name
        );
        var metadata = (await blob.GetPropertiesAsync(cancellationToken: TestEnd)).Value.Metadata;
        var bytes = (await blob.DownloadContentAsync(TestEnd)).Value.Content.ToArray();
        bytes[^9] ^= 1;
        await blob.UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Metadata = metadata }, TestEnd);

        Assert.Contains(
            "hash differs",
            (await GhcRun.Async("backup", "verify", "--settings", file)).Expect(ExitCodes.SomeRefused).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Backup_OfAnotherKey_IsNoticed()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using var app = new GhcApp(settings);
        await new Traveler().ApplyAsync(app, app.CreateClient());
        await app.Function<BackUpTables>().Run(new TimerInfo(), TestEnd);
        var values = new Dictionary<string, string>(settings.Values)
        {
            [$"Keys:Sealing:Keys:{settings.Values["Keys:Sealing:Current"]}"] = Convert.ToBase64String(new byte[32]),
        };

        (await GhcRun.Async("backup", "verify", "--settings", files.WriteSettings(values))).Expect(ExitCodes.SomeRefused);
    }

    [Fact]
    public void Row_OfEveryType_ComesBackAsItWas()
    {
        var row = new TableEntity("p", "r")
        {
            ["text"] = "\u4e2d '\"",
            ["time"] = new DateTimeOffset(2022, 7, 15, 2, 0, 0, 123, TimeSpan.Zero),
            ["int"] = 5,
            ["long"] = long.MaxValue,
            ["double"] = 0.1,
            ["flag"] = true,
            ["id"] = Guid.Empty,
            ["bytes"] = new byte[] { 1, 2 },
        };

        var back = Assert.Single(BackupRow.Read(BackupRow.Write([row])));

        Assert.Equal(row.Keys.Order(), back.Keys.Order());
        Assert.All(row, column => Assert.Equal(column.Value, back[column.Key]));
    }

    private static async Task<List<string>> RowsAsync(GhcApp app)
    {
        var all = new List<string>();
        foreach (var table in TableNames.All)
        {
            await foreach (var row in app.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: TestEnd))
            {
                all.Add($"{table}|{BackupRow.Write([row])}");
            }
        }

        return all;
    }

    private static async Task WipeAsync(GhcApp app)
    {
        foreach (var table in TableNames.All)
        {
            var client = app.Tables.GetTableClient(table);
            await foreach (var row in client.QueryAsync<TableEntity>(cancellationToken: TestEnd))
            {
                await client.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: TestEnd);
            }
        }
    }
}
