using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Domain;
using Ghc.Domain.Policies;
using Ghc.Domain.Statistics;
using Ghc.Functions.Rules;
using Ghc.Functions.Statistics;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>What operators keep is whole, and about nobody.</summary>
public sealed class SunsetExportTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();
    private readonly AppSettings settings = new(azurite.NewAccount());

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Export_KeepsWhatIsPublic_AndNothingOfAnybody()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var (anna, now) = (new Traveler(), app.Clock.GetUtcNow());
        var token = await anna.ApplyAsync(app, client);
        await app.IngestAsync("lab-results", anna.LabResult(now.AddHours(-1)));
        await Inspector.ScanAsync(client, await Inspector.AtWorkAsync(app, client), await client.HealthCodeAsync(token));
        await app.DrainAsync();
        var day = new PublicDay(ChinaTime.DayOf(now).AddDays(-3), [new PublicRow("mall", 120, 10, null)]);
        await app.Services.GetRequiredService<StatisticsTable>().TryAddAsync(day, TestEnd);
        Traveler[] staff = [new(), new()];
        var administrators = await Administrators.AppointAsync(app, client, staff);
        var pack = app.Services.GetRequiredService<CurrentPolicy>().BuiltIn.Policy.Json;
        var version = new PolicyVersion(1, pack, PolicyState.Published, app.PhoneKeyOf(staff[0]), now.AddDays(-2))
        {
            ApprovedBy = app.PhoneKeyOf(staff[1]),
            EffectiveAt = now.AddDays(-1),
        };
        await app.Services.GetRequiredService<PoliciesTable>().UpdateAsync(_ => new(version, version), _ => Task.CompletedTask, TestEnd);
        var file = files.WriteSettings(settings);
        Assert.Contains(
            "Nobody has planned",
            (await GhcRun.Async("sunset", "export", files.In("early"), "--settings", file)).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(files.In("early")));
        var plan = await administrators.AnnounceAsync();

        var said = (await GhcRun.Async("sunset", "export", files.In("kept"), "--settings", file)).Expect(ExitCodes.Done).Output;

        Assert.All(["statistics.csv", "2022-08-16", "/account"], text => Assert.Contains(text, said, StringComparison.Ordinal));
        var kept = Directory.GetFiles(files.In("kept")).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        Assert.Equal(
            ["audit-heads.json", "keys.json", "manifest.json", "rules.json", "statistics.csv", "statistics.json", "sunset.json"],
            kept.Keys.Order(StringComparer.Ordinal)
        );
        var manifest = JsonNode.Parse(kept["manifest.json"])!;
        Assert.Equal(
            kept.Where(each => each.Key != "manifest.json")
                .Select(each => (each.Key, each.Value.Length, Convert.ToHexStringLower(SHA256.HashData(each.Value))))
                .Order(),
            manifest["files"]!.AsArray().Select(each => ((string)each!["name"]!, (int)each["size"]!, (string)each["sha256"]!)).Order()
        );
        Assert.Equal(await client.GetByteArrayAsync("api/statistics?days=92", TestEnd), kept["statistics.json"]);
        Assert.Equal(await client.GetByteArrayAsync("api/statistics?days=92&format=csv", TestEnd), kept["statistics.csv"]);
        Assert.Equal(await client.GetByteArrayAsync("api/keys", TestEnd), kept["keys.json"]);
        var rules = JsonNode.Parse(kept["rules.json"])!.AsArray();
        Assert.Equal([0, 1], rules.Select(each => (int)each!["sequence"]!));
        Assert.Equal((string)rules[0]!["until"]!, (string)rules[1]!["from"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(pack), rules[1]!["policy"]));
        Assert.Equal(plan, (string)JsonNode.Parse(kept["sunset.json"])!["plan"]!);
        Assert.Equal("announce", (string)JsonNode.Parse(kept["sunset.json"])!["steps"]![0]!["step"]!);
        Assert.NotEmpty(JsonNode.Parse(kept["audit-heads.json"])!.AsArray());

        string[] secrets =
        [
            .. staff
                .Append(anna)
                .SelectMany(who => (string[])[who.Name, who.IdNumber, who.Number, app.PhoneKeyOf(who), app.DocumentKey(who)]),
            .. settings
                .Values.Where(value => value.Key.StartsWith("Keys:", StringComparison.Ordinal) && value.Value.Length > 20)
                .Select(value => value.Value),
        ];
        Assert.All(
            kept,
            each => Assert.All(secrets, secret => Assert.Equal(-1, each.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))))
        );

        // What was kept is never written over; another folder takes the same again.
        (await GhcRun.Async("sunset", "export", files.In("kept"), "--settings", file)).Expect(ExitCodes.Unusable);
        (await GhcRun.Async("sunset", "export", files.In("again"), "--settings", file, "--output", "json")).Expect(ExitCodes.Done);
        Assert.All(
            kept.Where(each => each.Key != "manifest.json"),
            each => Assert.Equal(each.Value, File.ReadAllBytes(Path.Combine(files.In("again"), each.Key)))
        );
    }
}
