using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Ghc.Cli;
using Ghc.Domain.Sunset;
using Ghc.Functions.Backups;
using Ghc.Functions.Sunset;
using Ghc.Functions.SwitchOff;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>A filled installation is wiped: by two signatures only, whatever cuts the wipe off, and a certificate says so.</summary>
public sealed class WipeTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();
    private readonly AppSettings settings = new(azurite.NewAccount());

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Installation_IsSwitchedOff_ByTwo_AndTheCertificateHolds()
    {
        await using var app = new GhcApp(settings);
        app.UseKestrel();
        var client = app.CreateClient();
        var anna = await FillAsync(app, client);
        var administrators = await Administrators.AppointAsync(app, client);
        var (file, key, url) = (files.WriteSettings(settings), files.In("certificate.pem"), client.BaseAddress!.ToString());
        async Task<GhcAnswer> Ghc(int who, params string[] words) =>
            await GhcRun.Async(["sunset", .. words, "--url", url, "--token", await administrators.TokenAsync(who)]);
        string In(int days) => app.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

        var planned = (
            await Ghc(0, "plan", "--closes", In(1), "--freezes", In(2), "--export-until", In(32), "--wipes-from", In(33), "--key", key)
        )
            .Expect(ExitCodes.Done)
            .Output;
        var plan = planned.Split("Plan: ")[1][..64];
        Assert.Contains("waits for another administrator", planned, StringComparison.Ordinal);
        Assert.Contains("needs-approval", (await Ghc(0, "announce", plan)).Expect(ExitCodes.Unusable).Errors, StringComparison.Ordinal);
        Assert.Contains("Phase: announced", (await Ghc(1, "announce", plan)).Expect(ExitCodes.Done).Output, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await Ghc(0, "freeze", plan)).Expect(ExitCodes.Done);
        (await Ghc(1, "freeze", plan)).Expect(ExitCodes.Done);
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await Ghc(1, "permit", plan)).Expect(ExitCodes.Done);

        // One signature, or another plan, wipes nothing.
        (await GhcRun.Async("sunset", "wipe", plan, "--settings", file)).Expect(ExitCodes.Unusable);
        (await Ghc(0, "permit", plan)).Expect(ExitCodes.Done);
        await app.StopTriggersAsync();
        (await GhcRun.Async("sunset", "wipe", new string('0', 64), "--settings", file)).Expect(ExitCodes.Unusable);
        (await GhcRun.Async("sunset", "certify", "--key", key, "--settings", file)).Expect(ExitCodes.SomeRefused);
        Assert.NotEmpty(await app.RowsAsync(TableNames.Holders));
        Assert.Contains("Keys__Pepper", await File.ReadAllTextAsync(file, TestEnd), StringComparison.Ordinal);
        var copies = await CopyBackupsAsync();

        var wiped = (await GhcRun.Async("sunset", "wipe", plan, "--settings", file)).Expect(ExitCodes.Done).Output;
        Assert.All(
            ["table Holders", "queue lab-results-poison", "container backup", "Keys destroyed: pepper"],
            text => Assert.Contains(text, wiped, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Keys__", await File.ReadAllTextAsync(file, TestEnd), StringComparison.Ordinal);
        (await GhcRun.Async("sunset", "wipe", plan, "--settings", file)).Expect(ExitCodes.Done);
        var text = (await GhcRun.Async("sunset", "certify", "--key", key, "--settings", file)).Expect(ExitCodes.Done).Output;
        await CheckAsync(text, plan, file);
        Assert.All(
            [anna.IdNumber, anna.Number, anna.Name, app.PhoneKeyOf(anna), app.DocumentKey(anna)],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)
        );
        await RestoredBackups_DoNotOpenAsync(copies);
    }

    [Fact]
    public async Task Wipe_CutOffAgainAndAgain_EndsWithTheSameCounts()
    {
        await using var app = new GhcApp(settings);
        await FillAsync(app, app.CreateClient());
        await app.StopTriggersAsync();
        var plan = await EndAsync(app);
        var calls = new StorageCalls();
        await using var services = Services(calls);
        var inventory = services.GetRequiredService<StoreInventory>();
        var before = new Dictionary<Store, long>();
        foreach (var store in inventory.OfProduct)
        {
            before[store] = await inventory.CountAsync(store, TestEnd);
        }

        Assert.False((await services.GetRequiredService<WipeBeginning>().BeginAsync(plan, TestEnd)).Refused(out _, out _));
        var deaths = 0;
        for (var n = 3; !await DoneAsync(services, calls, n); n = n == 7 ? 3 : n + 1)
        {
            Assert.True(++deaths < 200);
        }

        Assert.True(deaths > 10);
        var audited = before.Keys.Single(store => store.Name == TableNames.Audit);
        var wiped = (await services.GetRequiredService<WipeTable>().StoresAsync(TestEnd)).ToDictionary(
            each => each.Store,
            each => each.Before
        );
        Assert.Equal(
            before.Where(each => each.Key != audited).OrderBy(each => each.Key.Name),
            wiped.Where(each => each.Key != audited).OrderBy(each => each.Key.Name)
        );
        // That the wipe began stands in Audit too.
        Assert.True(wiped[audited] > before[audited]);
        Assert.Empty(await services.GetRequiredService<LeftoverSearch>().RunAsync(TestEnd));
    }

    [Fact]
    public async Task Wipe_Killed_GoesOnWhenItIsRunAgain()
    {
        await using var app = new GhcApp(settings);
        await FillAsync(app, app.CreateClient());
        await app.StopTriggersAsync();
        var (plan, file) = (await EndAsync(app), files.WriteSettings(settings));
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ghc.dll"), "sunset", "wipe", plan, "--settings", file]
        )
        {
            RedirectStandardOutput = true,
        };
        using (var process = Process.Start(start)!)
        {
            while (
                await process.StandardOutput.ReadLineAsync(TestEnd) is { } line
                && !line.Contains("table Documents", StringComparison.Ordinal)
            ) { }

            process.Kill();
            await process.WaitForExitAsync(TestEnd);
        }

        Assert.Contains("Keys__Pepper", await File.ReadAllTextAsync(file, TestEnd), StringComparison.Ordinal);
        (await GhcRun.Async("sunset", "wipe", plan, "--settings", file)).Expect(ExitCodes.Done);
        Assert.DoesNotContain("Keys__", await File.ReadAllTextAsync(file, TestEnd), StringComparison.Ordinal);
    }

    /// <summary>Everything that somebody could have in it, also in stores that the product never made.</summary>
    private async Task CheckAsync(string text, string plan, string file)
    {
        var path = files.Write("certificate.json", text);
        Assert.Contains(
            "nothing is left",
            (await GhcRun.Async("sunset", "verify", path, "--plan", plan, "--search", "--settings", file)).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
        (await GhcRun.Async("sunset", "verify", files.Write("one-line.json", JsonNode.Parse(text)!.ToJsonString()), "--plan", plan)).Expect(
            ExitCodes.Done
        );
        (await GhcRun.Async("sunset", "verify", path, "--plan", new string('0', 64))).Expect(ExitCodes.SomeRefused);
        var certificate = JsonNode.Parse(text)!;
        Assert.All(certificate["certificate"]!["stores"]!.AsArray(), store => Assert.Equal(0, (long)store!["after"]!));
        Assert.Equal(
            ["announce", "freeze", "wipe"],
            certificate["certificate"]!["signatures"]!.AsArray().Select(signature => (string)signature!["step"]!)
        );
        certificate["certificate"]!["stores"]![0]!["before"] = 12_345;
        (await GhcRun.Async("sunset", "verify", files.Write("changed.json", certificate.ToJsonString()), "--plan", plan)).Expect(
            ExitCodes.SomeRefused
        );
        (await GhcRun.Async("sunset", "verify", files.Write("none.json", "[]"), "--plan", plan)).Expect(ExitCodes.SomeRefused);

        var tables = new TableServiceClient(settings.Storage);
        await tables.CreateTableAsync("Stray", TestEnd);
        await tables.GetTableClient("Stray").AddEntityAsync(new TableEntity("a", "b") { ["name"] = "ANNA SMITH" }, TestEnd);
        await tables
            .GetTableClient(TableNames.Sunset)
            .AddEntityAsync(new TableEntity("wipe", "store|x") { ["json"] = "{}", ["name"] = "ANNA SMITH" }, TestEnd);
        await new BlobContainerClient(settings.Storage, "export").CreateAsync(cancellationToken: TestEnd);
        await new BlobContainerClient(settings.Storage, "export").UploadBlobAsync("anna.json", new BinaryData("ANNA SMITH"), TestEnd);
        var left = (await GhcRun.Async("sunset", "verify", path, "--plan", plan, "--search", "--settings", file))
            .Expect(ExitCodes.SomeRefused)
            .Output;
        Assert.All(["table Stray", "wipe|store|x", "container export"], each => Assert.Contains(each, left, StringComparison.Ordinal));
    }

    private async Task RestoredBackups_DoNotOpenAsync(
        IReadOnlyList<(string Name, BinaryData Content, IDictionary<string, string> Metadata)> copies
    )
    {
        var container = new BlobContainerClient(settings.Storage, BackupStore.Container);
        await container.CreateIfNotExistsAsync(cancellationToken: TestEnd);
        foreach (var (name, content, metadata) in copies)
        {
            await container.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions { Metadata = metadata }, TestEnd);
        }

        // Somebody installs the service anew: keys by the same names, and not the same keys.
        var values = new Dictionary<string, string>(settings.Values)
        {
            ["Keys:Pepper"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            [$"Keys:Sealing:Keys:{settings.Values["Keys:Sealing:Current"]}"] = KeyFile.NewKey(Ring.Sealing),
        };
        var tables = JsonNode
            .Parse(
                (await GhcRun.Async("backup", "verify", "--output", "json", "--settings", files.WriteSettings(values)))
                    .Expect(ExitCodes.SomeRefused)
                    .Output
            )!
            .AsArray();
        var holders = tables.Single(table => (string)table!["table"]! == TableNames.Holders)!;
        Assert.True((int)holders["rows"]! > 0);
        Assert.Equal((int)holders["rows"]!, (int)holders["unreadable"]!);
    }

    private async Task<IReadOnlyList<(string, BinaryData, IDictionary<string, string>)>> CopyBackupsAsync()
    {
        var container = new BlobContainerClient(settings.Storage, BackupStore.Container);
        var copies = new List<(string, BinaryData, IDictionary<string, string>)>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, TestEnd))
        {
            copies.Add((blob.Name, (await container.GetBlobClient(blob.Name).DownloadContentAsync(TestEnd)).Value.Content, blob.Metadata));
        }

        return copies;
    }

    /// <summary>A traveler with results and a scan, staff, a message that nobody understood, and backups.</summary>
    private static async Task<Traveler> FillAsync(GhcApp app, HttpClient client)
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await Inspector.ScanAsync(client, await Inspector.AtWorkAsync(app, client), await client.HealthCodeAsync(token));
        await app.SendAsync("lab-results", "nonsense");
        await app.DrainAsync();
        await app.Function<BackUpTables>().Run(new TimerInfo(), TestEnd);
        return anna;
    }

    /// <summary>As signed by two long ago; the hash of the plan.</summary>
    private static async Task<string> EndAsync(GhcApp app)
    {
        var now = app.Clock.GetUtcNow();
        var plan = new SunsetPlan(now.AddDays(-40), now.AddDays(-30), now.AddDays(-2), now.AddDays(-1), Administrators.NewKey());
        var signatures = Enum.GetValues<SunsetStep>()
            .Select(step => new SunsetSignature(step, "one", now.AddDays(-20)) { ApprovedBy = "two", ApprovedAt = now.AddDays(-20) });
        var record = new SunsetRecord(1, plan, [.. signatures]);
        await app.Services.GetRequiredService<SunsetTable>().UpdateAsync(_ => new(record, record), _ => Task.CompletedTask, TestEnd);
        return plan.Hash;
    }

    private ServiceProvider Services(StorageCalls calls)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(settings.Clock)
            .AddSingleton(configuration)
            .AddFeatures(configuration)
            .AddSingleton(new StorageClients(configuration, [calls]))
            .BuildServiceProvider();
    }

    /// <summary>False if the run died at its n-th storage call.</summary>
    private static async Task<bool> DoneAsync(ServiceProvider services, StorageCalls calls, int n)
    {
        calls.FailAfter(n);
        try
        {
            await foreach (var _ in services.GetRequiredService<Wiper>().RunAsync(TestEnd)) { }

            return true;
        }
        catch (RequestFailedException)
        {
            return false;
        }
        finally
        {
            calls.FailAfter(int.MaxValue);
        }
    }
}
