using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure;
using Ghc.Cli;
using Ghc.Functions.Audit;
using Ghc.Functions.Keys;
using Ghc.Functions.Poison;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Cli;

/// <summary>Keys change while travelers hold codes and rows hold data: nothing may be lost before the operator says so.</summary>
public sealed class KeyRotationTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Rotation_EndToEnd_KeepsOldThingsReadable_UntilTheKeyIsRetired()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var file = files.WriteSettings(settings);
        var anna = new Traveler();
        string oldCode,
            oldToken,
            shift;
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            oldToken = await anna.ApplyAsync(app, client);
            shift = await Inspector.AtWorkAsync(app, client);
            oldCode = await client.HealthCodeAsync(oldToken);
        }

        // A key is added to each ring: the old session, the old code and the sealed rows still count, new ones are under the new keys.
        (await GhcRun.Async("keys", "add", "sealing", "--id", "k2", "--settings", file)).Expect(ExitCodes.Done);
        (await GhcRun.Async("keys", "add", "signing", "--id", "k2", "--settings", file)).Expect(ExitCodes.Done);
        string newCode,
            newShift,
            newToken;
        await using (var app = Start(settings, file))
        {
            var client = app.CreateClient();
            var code = (await client.GetAsync("api/code", oldToken)).Expect(200);
            Assert.Equal(anna.Name, code.Text("name"));
            newCode = code.Text("healthCode");
            (await client.ScanAsync(shift, oldCode)).Expect(200);
            (await client.ScanAsync(shift, newCode)).Expect(200);
            newShift = await Inspector.AtWorkAsync(app, client);
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            newToken = (await anna.LoginAsync(app, client)).Expect(200).Text("accessToken");
            newCode = await client.HealthCodeAsync(newToken);

            var sealer = app.Services.GetRequiredService<Sealer>();
            Assert.StartsWith("k2.", sealer.Seal("x"u8, "here"), StringComparison.Ordinal);
            Assert.Equal(
                ["k2", "k1"],
                (await client.GetAsync("api/keys", token: null))["keys"].AsArray().Select(key => (string?)key!["kid"])
            );
        }

        // The old signing key is retired: what it signed is refused, what the new one signed is not.
        (await GhcRun.Async("keys", "retire", "signing", "k1", "--settings", file)).Expect(ExitCodes.Done);
        await using (var app = Start(settings, file))
        {
            var client = app.CreateClient();
            (await client.GetAsync("api/code", oldToken)).Expect(401, "not-signed-in");
            (await client.GetAsync("api/code", newToken)).Expect(200);
            (await client.ScanAsync(newShift, oldCode)).Expect(422, "code-not-recognized");
            (await client.ScanAsync(newShift, newCode)).Expect(200);
        }
    }

    [Fact]
    public async Task SealingKey_RetiresOnlyWhenNothingNeedsIt_AndEverythingStaysReadable()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var file = files.WriteSettings(settings);
        var anna = new Traveler();
        const string Nonsense = "not a result";
        string token;
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            token = await anna.ApplyAsync(app, client);
            var shift = await Inspector.AtWorkAsync(app, client);
            await app.SendAsync("lab-results", Nonsense);
            (await client.ScanAsync(shift, (await client.GetAsync("api/code", token)).Text("healthCode"))).Expect(200);
            await app.DrainAsync();
            await app.Services.GetRequiredService<PoisonReplay>().KeepAsync(int.MaxValue, TestContext.Current.CancellationToken);
        }

        (await GhcRun.Async("keys", "add", "sealing", "--id", "k2", "--settings", file)).Expect(ExitCodes.Done);
        var refused = (await GhcRun.Async("keys", "retire", "sealing", "a", "--settings", file)).Expect(ExitCodes.Unusable);
        Assert.Matches(@"a still seals .*\d+ of Holders.*\d+ of Accounts.*1 of Poison", refused.Errors);
        (await GhcRun.Async("keys", "reseal", "k2", "--settings", file)).Expect(ExitCodes.Unusable);
        (await GhcRun.Async("keys", "reseal", "k9", "--settings", file)).Expect(ExitCodes.Unusable);

        var done = (await GhcRun.Async("keys", "reseal", "a", "--settings", file)).Expect(ExitCodes.Done);
        Assert.Contains("0 are left under a", done.Output, StringComparison.Ordinal);
        (await GhcRun.Async("keys", "retire", "sealing", "a", "--settings", file)).Expect(ExitCodes.Done);

        await using (var app = Start(settings, file))
        {
            var client = app.CreateClient();
            Assert.Equal(anna.Name, (await client.GetAsync("api/code", token)).Expect(200).Text("name"));
            Assert.Single((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray());
            Assert.Null(await app.Services.GetRequiredService<AuditTable>().FindBreakAsync(TestContext.Current.CancellationToken));
            var poison = app.Services.GetRequiredService<PoisonTable>();
            Assert.Equal(
                Nonsense,
                (await poison.FindAsync("lab-results", PoisonTable.KeyOf(Nonsense), TestContext.Current.CancellationToken))!.Text
            );
        }
    }

    [Fact]
    public async Task Reseal_DiesAnywhere_OrRunsTwiceAtOnce_EndsWithNothingLeft()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var file = files.WriteSettings(settings);
        var anna = new Traveler();
        string token;
        await using (var app = new GhcApp(settings))
        {
            token = await anna.ApplyAsync(app, app.CreateClient());
            await app.DrainAsync();
        }

        (await GhcRun.Async("keys", "add", "sealing", "--id", "k2", "--settings", file)).Expect(ExitCodes.Done);
        await using var next = Start(settings, file);
        var client = next.CreateClient();
        await next.DrainAsync();
        var resealer = next.Services.GetRequiredService<Resealer>();
        var before = await CountAsync(resealer);
        next.Calls.FailAfter(3);
        await Assert.ThrowsAsync<RequestFailedException>(() => RunAsync(resealer));
        next.Calls.FailAfter(int.MaxValue);
        var between = await CountAsync(resealer);

        await Task.WhenAll(RunAsync(resealer), RunAsync(resealer));

        Assert.True(before > between && between > 0, $"{before} rows, then {between}");
        Assert.Equal(0, await CountAsync(resealer));
        Assert.Equal(anna.Name, (await client.GetAsync("api/code", token)).Expect(200).Text("name"));

        static async Task RunAsync(Resealer resealer) =>
            await resealer.ResealAsync("a", TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);
        static async Task<int> CountAsync(Resealer resealer) =>
            (await resealer.CountAsync("a", TestContext.Current.CancellationToken)).Values.Sum();
    }

    /// <summary>
    /// Rows; poison; texts on their way, which are waited for; codes, which are paper or gone in a minute. A new place has to be resealed
    /// too.
    /// </summary>
    [Fact]
    public void Seals_AreMadeOnlyWhereRetiringLooks() =>
        Assert.Equal(
            ["Handles.cs", "PoisonTable.cs", "SealedRows.Reseal.cs", "SealedRows.cs", "TextQueue.cs"],
            Directory
                .EnumerateFiles(Path.Combine(Azurite.RepositoryRoot, "functions"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file =>
                    File.ReadAllText(file).Contains("sealer.Seal", StringComparison.Ordinal)
                    || File.ReadAllText(file).Contains("sealer.Reseal", StringComparison.Ordinal)
                )
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task SealingKey_LossAccepted_OpensNothing()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var file = files.WriteSettings(settings);
        await using var before = new GhcApp(settings);
        var kept = before.Services.GetRequiredService<Sealer>().Seal("x"u8, "here");
        (await GhcRun.Async("keys", "add", "sealing", "--settings", file)).Expect(ExitCodes.Done);

        (await GhcRun.Async("keys", "retire", "sealing", "a", "--accept-loss", "--settings", file)).Expect(ExitCodes.Done);

        await using var after = Start(settings, file);
        Assert.Throws<CryptographicException>(() => after.Services.GetRequiredService<Sealer>().Open(kept, "here"));
    }

    [Fact]
    public async Task App_CurrentKeyMissing_SaysSoAtStart()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Keys:Sealing:Current"] = "k9";

        var failure = await GhcApp.StartFailureAsync(settings);

        Assert.Contains("Keys:Sealing:Current must name one of Keys:Sealing:Keys.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ToAFileThatAnybodyCanRead_LeavesOneForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var file = files.WriteSettings(new AppSettings("UseDevelopmentStorage=true"));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        (await GhcRun.Async("keys", "add", "signing", "--settings", file)).Expect(ExitCodes.Done);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Add_Spare_LeavesTheCurrentKey_UntilItIsUsed()
    {
        var file = files.WriteSettings(new AppSettings("UseDevelopmentStorage=true"));

        var added = (await GhcRun.Async("keys", "add", "signing", "--spare", "--settings", file)).Expect(ExitCodes.Done);
        Assert.Contains("current is k1", added.Output, StringComparison.Ordinal);
        Assert.Contains("signing-k2", added.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Value(file, "Keys__Signing__Keys__k2")!, added.Output, StringComparison.Ordinal);
        (await GhcRun.Async("keys", "retire", "signing", "k1", "--settings", file)).Expect(ExitCodes.Unusable);

        (await GhcRun.Async("keys", "use", "signing", "k2", "--settings", file)).Expect(ExitCodes.Done);
        (await GhcRun.Async("keys", "retire", "signing", "k1", "--settings", file)).Expect(ExitCodes.Done);

        Assert.Equal(
            ("k2", null, "https://ghc.example"),
            (Value(file, "Keys__Signing__Current"), Value(file, "Keys__Signing__Keys__k1"), Value(file, "Site__Url"))
        );
    }

    [Theory]
    [InlineData("no new id", "add", "signing", "--id", "k1")]
    [InlineData("no new id", "add", "sealing", "--id", "K 2")]
    [InlineData("no signing key k9", "use", "signing", "k9")]
    [InlineData("no sealing key k9", "retire", "sealing", "k9")]
    public async Task Keys_ArgumentWrong_ChangesNothing(string named, params string[] arguments)
    {
        var file = files.WriteSettings(new AppSettings("UseDevelopmentStorage=true"));
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        var answer = (await GhcRun.Async(["keys", .. arguments, "--settings", file])).Expect(ExitCodes.Unusable);

        Assert.Contains(named, answer.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>A later instance on the same storage, with the keys of the file.</summary>
    private static GhcApp Start(AppSettings settings, string file)
    {
        settings.UseKeysOf(file);
        return new GhcApp(settings);
    }

    private static string? Value(string file, string name) => (string?)JsonNode.Parse(File.ReadAllText(file))!["Values"]![name];
}
