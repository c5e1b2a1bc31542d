using System.Text.Json;
using Ghc.Cli;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Functions.Audit;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Cli;

/// <summary>What laboratories and operators do on the command line.</summary>
public sealed class OperationsTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();
    private readonly LabClient laboratory = new();

    public void Dispose()
    {
        files.Dispose();
        laboratory.Dispose();
    }

    [Fact]
    public async Task Lab_RegisterSendStatus_FromKeyToOutcome()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        var (publicKey, privateKey) = (files.Write("public.pem", laboratory.PublicPem), files.Write("private.pem", laboratory.PrivatePem));

        var registered = await RunAsync(app, "lab", "register", "gz-kingmed", "--name", "KingMed", "--key", publicKey, "--kid", "k1");
        Assert.Contains("gz-kingmed/k1", registered.Expect(ExitCodes.Done).Output, StringComparison.Ordinal);

        var result = files.Write("result.json", anna.LabResult(app.Clock.GetUtcNow()));
        (await RunAsync(app, "lab", "send", result)).Expect(ExitCodes.Done);
        await app.DrainAsync("lab-results");
        Assert.Empty((await app.HolderAsync(anna)).Facts);
        (await RunAsync(app, "lab", "send", result, "--sign", privateKey, "--kid", "gz-kingmed/k1")).Expect(ExitCodes.Done);
        await app.DrainAsync("lab-results");
        Assert.Single((await app.HolderAsync(anna)).Facts);

        var status = (await RunAsync(app, "lab", "status", "gz-kingmed", "--accession", anna.AccessionOf())).Expect(ExitCodes.Done);
        Assert.Contains("accepted", status.Output, StringComparison.Ordinal);
        Assert.Contains("signature-missing", status.Output, StringComparison.Ordinal);
        var acts = await app.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["laboratory-registered", "laboratory-key-added"], acts.Select(act => act.Action));
    }

    [Fact]
    public async Task Lab_Status_AsksTheServiceWithItsOwnKey()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var url = app.CreateClient().BaseAddress!.ToString();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        await app.SendAsync("lab-results", laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow().AddHours(-1))));
        await app.DrainAsync("lab-results");
        string[] asked =
        [
            "lab",
            "status",
            "gz-kingmed",
            "--accession",
            anna.AccessionOf(),
            "--since",
            "2022-07-01T00:00:00Z",
            "--kid",
            laboratory.Kid,
        ];

        var status = (await GhcRun.Async([.. asked, "--sign", files.Write("key.pem", laboratory.PrivatePem), "--url", url])).Expect(
            ExitCodes.Done
        );

        Assert.Contains("accepted", status.Output, StringComparison.Ordinal);
        using var stranger = new LabClient();
        (await GhcRun.Async([.. asked, "--sign", files.Write("other.pem", stranger.PrivatePem), "--url", url])).Expect(ExitCodes.Unusable);
        (await GhcRun.Async([.. asked, "--sign", files.Write("public.pem", laboratory.PublicPem), "--url", url])).Expect(
            ExitCodes.Unusable
        );
        (await GhcRun.Async([.. asked, "--sign", files.Write("key.pem", laboratory.PrivatePem), "--url", "http://127.0.0.1:1"])).Expect(
            ExitCodes.Unreachable
        );
    }

    [Fact]
    public async Task Send_ToTheService_NeedsNoStorage_AndASignature()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var url = app.CreateClient().BaseAddress!.ToString();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var results = files.Write("results.json", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        string[] signed = ["--sign", files.Write("key.pem", laboratory.PrivatePem), "--kid", laboratory.Kid];

        (await GhcRun.Async(["lab", "send", results, "--url", url])).Expect(ExitCodes.Unusable);
        (await GhcRun.Async(["lab", "send", results, .. signed, "--url", "http://127.0.0.1:1"])).Expect(ExitCodes.Unreachable);
        var sent = (await GhcRun.Async(["lab", "send", results, .. signed, "--url", url])).Expect(ExitCodes.Done);

        Assert.Contains("1 sent, 0 refused", sent.Output, StringComparison.Ordinal);
        await app.DrainAsync("lab-results");
        Assert.Single((await app.HolderAsync(anna)).Facts);
    }

    [Fact]
    public async Task Border_RegisterAndSend_SignedCrossingsCount()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        using var luohu = new LabClient("luohu");
        (
            await RunAsync(
                app,
                "border",
                "register",
                "luohu",
                "--name",
                "Luohu",
                "--key",
                files.Write("public.pem", luohu.PublicPem),
                "--kid",
                "k1"
            )
        ).Expect(ExitCodes.Done);
        Assert.Contains("must sign", (await RunAsync(app, "border", "list")).Expect(ExitCodes.Done).Output, StringComparison.Ordinal);
        var anna = new Traveler();
        var crossings = files.Write("crossings.json", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));

        (await RunAsync(app, "border", "send", crossings, "--sign", files.Write("key.pem", luohu.PrivatePem), "--kid", "luohu/k1")).Expect(
            ExitCodes.Done
        );

        await app.DrainAsync("border-crossings");
        Assert.Single((await app.HolderAsync(anna)).Facts);
    }

    [Fact]
    public async Task Lab_Register_CutOffBeforeTheKey_GoesOnWhenRepeated()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        string[] register = ["lab", "register", "gz-kingmed", "--name", "KingMed"];
        string[] withKey = [.. register, "--key", files.Write("public.pem", laboratory.PublicPem), "--kid", "k1"];
        (await RunAsync(app, register)).Expect(ExitCodes.Done);

        Assert.Contains("gz-kingmed/k1", (await RunAsync(app, withKey)).Expect(ExitCodes.Done).Output, StringComparison.Ordinal);
        (await RunAsync(app, withKey)).Expect(ExitCodes.Unusable);
    }

    [Fact]
    public async Task Lab_SendSigned_LargeFile_FitsIntoMessages()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        var people = Enumerable.Range(0, 250).Select(_ => new Traveler()).ToList();
        var file = files.Write("results.json", $"[{string.Join(',', people.Select(who => who.LabResult(app.Clock.GetUtcNow())))}]");

        (await RunAsync(app, "lab", "send", file, "--sign", files.Write("key.pem", laboratory.PrivatePem), "--kid", laboratory.Kid)).Expect(
            ExitCodes.Done
        );

        await app.DrainAsync("lab-results");
        Assert.Equal(250, (await app.OutcomesAsync()).Count(outcome => outcome.Outcome == "accepted"));
        Assert.Single((await app.HolderAsync(people[^1])).Facts);
    }

    [Fact]
    public async Task Lab_KeysAndSuspension_AreShown()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var jwk = files.Write("key.jwk", Jwk(laboratory.PublicPem));
        (await RunAsync(app, "lab", "register", "gz-kingmed", "--name", "KingMed")).Expect(ExitCodes.Done);
        (await RunAsync(app, "lab", "register", "gz-kingmed", "--name", "KingMed")).Expect(ExitCodes.Unusable);
        (await RunAsync(app, "lab", "keys", "add", "gz-kingmed", "--key", jwk, "--kid", "k1")).Expect(ExitCodes.Done);
        (await RunAsync(app, "lab", "keys", "retire", "gz-kingmed", "k1")).Expect(ExitCodes.Done);
        (await RunAsync(app, "lab", "keys", "retire", "gz-kingmed", "k2")).Expect(ExitCodes.Unusable);
        (await RunAsync(app, "lab", "suspend", "gz-kingmed")).Expect(ExitCodes.Done);

        var list = (await RunAsync(app, "lab", "list")).Expect(ExitCodes.Done).Output;
        Assert.Contains("suspended", list, StringComparison.Ordinal);
        Assert.Contains("gz-kingmed/k1 retired", list, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "suspended",
            (await RunAsync(app, "lab", "resume", "gz-kingmed")).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
        (await RunAsync(app, "lab", "suspend", "nobody")).Expect(ExitCodes.Unusable);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("nonsense")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"RSA","n":"AA","e":"AQAB"}""")]
    [InlineData("{")]
    public async Task Lab_RegisterWithABadKey_RegistersNobody(string key)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var file = files.Write("key", key == "private" ? laboratory.PrivatePem : key);

        var answer = (await RunAsync(app, "lab", "register", "gz-kingmed", "--name", "KingMed", "--key", file)).Expect(ExitCodes.Unusable);

        Assert.Contains("key:", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(
            await app.Services.GetRequiredService<SendersTable>().ListAsync(SenderKind.Laboratory, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Poison_ListShowReplayDiscard_OnTheCommandLine()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        var bad = anna.LabResult(app.Clock.GetUtcNow(), "unheard-of");
        await app.SendAsync("lab-results", bad);
        await app.SendAsync("lab-results", "nonsense");
        await app.DrainAsync("lab-results");

        var list = (await RunAsync(app, "poison", "list", "--queue", "lab-results")).Expect(ExitCodes.Done).Output;
        Assert.Contains("2 waiting", list, StringComparison.Ordinal);
        var (badId, nonsenseId) = ($"lab-results.{PoisonTable.KeyOf(bad)}", $"lab-results.{PoisonTable.KeyOf("nonsense")}");
        Assert.Equal(bad, (await RunAsync(app, "poison", "show", badId)).Expect(ExitCodes.Done).Output.Trim());
        var mended = files.Write("mended.json", bad.Replace("unheard-of", "negative", StringComparison.Ordinal));
        (await RunAsync(app, "poison", "replay", badId, "--mended", mended)).Expect(ExitCodes.Done);
        (await RunAsync(app, "poison", "discard", nonsenseId, "--reason", "test")).Expect(ExitCodes.Done);
        (await RunAsync(app, "poison", "discard", nonsenseId, "--reason", "test")).Expect(ExitCodes.Unusable);
        await app.DrainAsync("lab-results");

        Assert.Single((await app.HolderAsync(anna)).Facts.OfType<LabResult>());
        Assert.Contains("0 waiting", (await RunAsync(app, "poison", "list")).Expect(ExitCodes.Done).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poison_ReplayOfAReason_TakesInWhatWaitedForAKey()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var people = Enumerable.Range(0, 3).Select(_ => new Traveler()).ToList();
        foreach (var who in people)
        {
            await app.SendAsync("lab-results", laboratory.Sign(who.LabResult(app.Clock.GetUtcNow())));
        }

        await app.SendAsync("lab-results", "nonsense");
        await app.DrainAsync("lab-results");
        await laboratory.RegisterAsync(app);

        Assert.Contains(
            "3 replayed",
            (await RunAsync(app, "poison", "replay", "--queue", "lab-results", "--reason", "laboratory-unknown"))
                .Expect(ExitCodes.Done)
                .Output,
            StringComparison.Ordinal
        );
        await app.DrainAsync("lab-results");

        Assert.All(await Task.WhenAll(people.Select(app.HolderAsync)), holder => Assert.Single(holder.Facts));
        Assert.Contains("1 waiting", (await RunAsync(app, "poison", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", ExitCodes.Done)]
    [InlineData("changed", ExitCodes.SomeRefused)]
    [InlineData("removed", ExitCodes.SomeRefused)]
    [InlineData("cut", ExitCodes.SomeRefused)]
    [InlineData("moved", ExitCodes.SomeRefused)]
    public async Task AuditVerify_TamperedWith_NamesTheFirstBrokenEntry(string tampering, int exitCode)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var audit = app.Services.GetRequiredService<AuditTable>();
        foreach (var n in Enumerable.Range(1, 4))
        {
            await audit.AppendAsync("operator", "test", $"subject-{n}", "", TestContext.Current.CancellationToken);
        }

        var table = app.Tables.GetTableClient(TableNames.Audit);
        var rows = (await app.RowsAsync(TableNames.Audit)).OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        var (third, last) = (rows[3], rows[4]);
        switch (tampering)
        {
            case "changed":
                third["data"] = third
                    .GetString("data")
                    .Replace(third.GetString("data")[^3], third.GetString("data")[^3] == 'A' ? 'B' : 'A');
                await table.UpdateEntityAsync(third, third.ETag, cancellationToken: TestContext.Current.CancellationToken);
                break;
            case "removed":
                await table.DeleteEntityAsync(third, cancellationToken: TestContext.Current.CancellationToken);
                break;
            case "cut":
                await table.DeleteEntityAsync(last, cancellationToken: TestContext.Current.CancellationToken);
                break;
            case "moved":
                third["data"] = last["data"];
                await table.UpdateEntityAsync(third, third.ETag, cancellationToken: TestContext.Current.CancellationToken);
                break;
        }

        var answer = (await RunAsync(app, "audit", "verify")).Expect(exitCode);

        Assert.Contains(
            tampering switch
            {
                "nothing" => "The chain holds.",
                "changed" or "moved" => "Broken at entry 3 of log-",
                _ => "Broken at entry 4 of log-",
            },
            answer.Output,
            StringComparison.Ordinal
        );
    }

    private Task<GhcAnswer> RunAsync(GhcApp app, params string[] arguments) =>
        GhcRun.Async([.. arguments, "--settings", files.WriteSettings(app.Settings)]);

    private static string Jwk(string pem)
    {
        Assert.False(Functions.Senders.PublicKey.Read(pem).Refused(out _, out var key));
        return JsonSerializer.Serialize(
            new
            {
                kty = "EC",
                crv = "P-256",
                x = key!.X,
                y = key.Y,
            }
        );
    }
}
