using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ghc.Domain.Accounts;
using Ghc.Domain.LabResults;
using Ghc.Functions.Audit;
using Ghc.Functions.Poison;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Poison;

/// <summary>What was put aside is listed, shown, mended, replayed and discarded by administrators, and is never lost.</summary>
public sealed class PoisonReplayTests(Azurite azurite)
{
    private const string Discard = "?reason=test";

    [Fact]
    public async Task Poison_Mended_IsReplayedAndTakenIn_AndAudited()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, other) = (await AdministratorAsync(app, client), await AdministratorAsync(app, client));
        var anna = new Traveler();
        var bad = anna.LabResult(app.Clock.GetUtcNow(), "unheard-of");
        await SendAsync(app, bad);

        var list = (await client.GetAsync("api/poison?queue=lab-results", token)).Expect(200);
        var about = Assert.Single(list["messages"].AsArray())!;
        Assert.Equal(
            ("invalid-request", "result: This is none of the allowed values.", 1),
            ((string?)about["reason"], (string?)about["problems"]![0], (int)about["times"]!)
        );
        Assert.Equal((1, 1), ((int)list["queues"][0]!["waiting"]!, (int)list["queues"][0]!["reasons"]!["invalid-request"]!));
        Assert.DoesNotContain(anna.IdNumber, list.Json!.ToJsonString(), StringComparison.Ordinal);

        var id = (string)about["id"]!;
        Assert.Equal(bad, (await client.GetAsync($"api/poison/{id}", token)).Expect(200).Text("message"));
        var mended = bad.Replace("unheard-of", "negative", StringComparison.Ordinal);
        (await client.PostAsync($"api/poison/{id}/replay", new { message = mended }, token)).Expect(409, "needs-approval");
        (await client.PostAsync($"api/poison/{id}/replay", new { message = mended }, other)).Expect(202);
        await app.DrainAsync("lab-results");

        Assert.Single((await app.HolderAsync(anna)).Facts.OfType<LabResult>());
        Assert.Empty((await client.GetAsync("api/poison", token))["messages"].AsArray());
        (await client.GetAsync($"api/poison/{id}", token)).Expect(404, "poison-not-found");
        Assert.Equal(["poison-mended", "poison-read", "poison-replayed"], (await ActsAsync(app, id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Poison_OfASigningLaboratory_RowAloneAndMended_CanBeReplayed()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        using var laboratory = new LabClient();
        await laboratory.RegisterAsync(app);
        var desk = app.Services.GetRequiredService<PoisonReplay>();
        var (early, wrong) = (new Traveler(), new Traveler());
        var rows = new[] { early.LabResult(app.Clock.GetUtcNow().AddHours(1)), wrong.LabResult(app.Clock.GetUtcNow(), "unheard-of") }
            .Select(text => JsonNode.Parse(text)!.AsObject())
            .ToList();
        rows.ForEach(row =>
        {
            row.Remove("schema");
            row.Remove("laboratory");
        });
        await SendAsync(
            app,
            laboratory.Sign(
                new JsonObject
                {
                    ["schema"] = "ghc.lab-results.v1",
                    ["laboratory"] = laboratory.Id,
                    ["results"] = new JsonArray([.. rows]),
                }.ToJsonString()
            )
        );

        // An hour later the first one's time has come, as it is; the other one is mended. The timer of that hour may just be moving them.
        app.Clock.Advance(TimeSpan.FromHours(1));
        IReadOnlyList<PoisonEntry> aside = [];
        await Wait.UntilAsync(async () =>
            (aside = (await desk.ListAsync("lab-results", TestContext.Current.CancellationToken))["lab-results"]).Count == 2
        );
        foreach (var entry in aside)
        {
            Assert.False((await desk.ShowAsync(entry.Id, "test", TestContext.Current.CancellationToken)).Refused(out _, out var message));
            var payload = GetPoison.PayloadOf(message!.Text)!;
            var mended = payload.Contains("unheard-of", StringComparison.Ordinal)
                ? payload.Replace("unheard-of", "negative", StringComparison.Ordinal)
                : null;
            Assert.False(
                (await desk.ReplayAsync(entry.Id, mended, AuditTable.Operator, TestContext.Current.CancellationToken)).Refused(out _, out _)
            );
        }

        await app.DrainAsync("lab-results");
        Assert.Single((await app.HolderAsync(early)).Facts.OfType<LabResult>());
        Assert.Single((await app.HolderAsync(wrong)).Facts.OfType<LabResult>());
    }

    [Fact]
    public async Task Poison_Discarded_IsGone_WithAReasonFromTheList()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await AdministratorAsync(app, client);
        await SendAsync(app, "nonsense");
        var id = await OnlyIdAsync(client, token);

        (await client.CallAsync(HttpMethod.Delete, $"api/poison/{id}", token: token)).Expect(400, "invalid-request");
        (await client.CallAsync(HttpMethod.Delete, $"api/poison/{id}?reason=because", token: token)).Expect(400, "invalid-request");
        (await client.CallAsync(HttpMethod.Delete, $"api/poison/{id}{Discard}", token: token)).Expect(204);
        (await client.CallAsync(HttpMethod.Delete, $"api/poison/{id}{Discard}", token: token)).Expect(404, "poison-not-found");

        Assert.Empty((await client.GetAsync("api/poison", token))["messages"].AsArray());
        Assert.Equal(["poison-discarded"], await ActsAsync(app, id));
    }

    [Fact]
    public async Task Poison_NotUtf8_IsKeptByteForByte_ReplayedAsItCame_OrMended()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await AdministratorAsync(app, client);
        var anna = new Traveler();
        var good = anna.LabResult(app.Clock.GetUtcNow());

        // Bytes of no encoding where the name should be, in a message that is well-formed otherwise.
        var sent = Convert.ToBase64String(
            Encoding.Latin1.GetBytes(good.Replace(anna.Name, "\u00ff\u0080\u00ff", StringComparison.Ordinal))
        );
        await new QueueClient(app.Settings.Storage, "lab-results").SendMessageAsync(sent, TestContext.Current.CancellationToken);
        await app.DrainAsync("lab-results");
        var id = await OnlyIdAsync(client, token);
        (await client.PostAsync($"api/poison/{id}/replay", null, token)).Expect(202);
        await app.DrainAsync("lab-results");

        Assert.Equal(id, await OnlyIdAsync(client, token));
        var shown = (await client.GetAsync($"api/poison/{id}", token)).Expect(200);
        Assert.Equal((sent, "not-utf8"), (shown.Text("message"), (string?)shown["about"]["reason"]));
        (await client.PostAsync($"api/poison/{id}/replay", new { message = good }, token)).Expect(409, "needs-approval");
        (await client.PostAsync($"api/poison/{id}/replay", new { message = good }, await AdministratorAsync(app, client))).Expect(202);
        await app.DrainAsync("lab-results");
        Assert.Single((await app.HolderAsync(anna)).Facts.OfType<LabResult>());
        Assert.Empty((await client.GetAsync("api/poison", token))["messages"].AsArray());
    }

    [Fact]
    public async Task Poison_AsLargeAsAMessageCanBe_IsKeptWhole()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var encoded = new string('x', 48 * 1024);
        var raw = new string('<', 64 * 1024);
        await SendAsync(app, encoded);
        await new QueueClient(app.Settings.Storage, "lab-results-poison").SendMessageAsync(raw, TestContext.Current.CancellationToken);

        // Both come back from their second try.
        IReadOnlyList<string> texts = [];
        await Wait.UntilAsync(async () => (texts = await app.Services.GetRequiredService<PoisonReplay>().TextsAsync()).Count == 2);

        Assert.Equal(new[] { raw, encoded }.Order(StringComparer.Ordinal), texts.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            await app.RowsAsync(TableNames.Poison),
            row => row.Select(column => column.Value).OfType<byte[]>().Any(bytes => bytes.AsSpan().IndexOf("xxxxxxxx"u8) >= 0)
        );
    }

    [Fact]
    public async Task KeepPoison_EveryMinute_TriesOnceMore_ThenEmptiesTheQueuesIntoTheTable_CopiesOnce()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        foreach (var _ in Enumerable.Range(0, 40))
        {
            await app.Queues.GetQueueClient("visits-poison").SendMessageAsync("nonsense", TestContext.Current.CancellationToken);
        }

        var table = app.Services.GetRequiredService<PoisonTable>();
        IReadOnlyList<PoisonEntry> kept = [];
        await Wait.UntilAsync(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            kept = await table.ListAsync("visits", TestContext.Current.CancellationToken);
            return kept is [{ Times: 40 }];
        });

        Assert.Equal((40, "handler-failed", "visits"), Assert.Single(kept) is var entry ? (entry.Times, entry.Code, entry.Queue) : default);
    }

    [Fact]
    public async Task Poison_ForAnybodyButAdministrators_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var traveler = await new Traveler().ApplyAsync(app, client);
        var officer = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));
        const string Id = "lab-results.00000000000000000000000000000000";
        (HttpMethod, string)[] calls =
        [
            (HttpMethod.Get, "api/poison"),
            (HttpMethod.Get, $"api/poison/{Id}"),
            (HttpMethod.Post, $"api/poison/{Id}/replay"),
            (HttpMethod.Delete, $"api/poison/{Id}{Discard}"),
        ];
        foreach (var (method, path) in calls)
        {
            (await client.CallAsync(method, path)).Expect(401, "not-signed-in");
            (await client.CallAsync(method, path, token: traveler)).Expect(403, "forbidden");
            (await client.CallAsync(method, path, token: officer)).Expect(403, "forbidden");
        }
    }

    [Theory]
    [InlineData("lab-results")]
    [InlineData("lab-results.")]
    [InlineData("other.00000000000000000000000000000000")]
    [InlineData("lab-results.%7Cody")]
    public async Task Poison_IdThatCannotBe_IsNotFound(string id)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        (await client.GetAsync($"api/poison/{id}", await AdministratorAsync(app, client))).Expect(404, "poison-not-found");
    }

    private static Task<string> AdministratorAsync(GhcApp app, HttpClient client) =>
        Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));

    private static async Task SendAsync(GhcApp app, string message)
    {
        await app.SendAsync("lab-results", message);
        await app.DrainAsync("lab-results");
    }

    private static async Task<string> OnlyIdAsync(HttpClient client, string token) =>
        (string)Assert.Single((await client.GetAsync("api/poison", token)).Expect(200)["messages"].AsArray())!["id"]!;

    internal static async Task<IEnumerable<string>> ActsAsync(GhcApp app, string id) =>
        (await app.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken))
            .Where(act => act.Subject == id)
            .Select(act => act.Action);

    /// <summary>Storage keeps the real time, which the test's clock cannot move.</summary>
    internal static PoisonReplay ShortLived(GhcApp app) =>
        new(
            app.Services.GetRequiredService<PoisonTable>(),
            app.Services.GetRequiredService<StorageClients>(),
            app.Services.GetRequiredService<QueueSender>(),
            app.Services.GetRequiredService<AuditTable>(),
            app.Services.GetRequiredService<Functions.Senders.ServiceSignature>(),
            app.Clock
        )
        {
            Lease = TimeSpan.FromSeconds(1),
        };

    /// <summary>What a dead run had received becomes visible again, as it would after its lease.</summary>
    internal static async Task ShowAgainAsync(GhcApp app, string queue) =>
        await Wait.UntilAsync(async () =>
        {
            await app.Services.GetRequiredService<PoisonReplay>().KeepAsync(int.MaxValue, TestContext.Current.CancellationToken);
            return (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken))
                    .Value
                    .ApproximateMessagesCount == 0;
        });
}
