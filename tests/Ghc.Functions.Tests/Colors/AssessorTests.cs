using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Colors;

/// <summary>Facts and the color that counts them, when many come at once, and when a holder's rows are in trouble.</summary>
public sealed class AssessorTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_ManyOfOnePersonAtOnce_AllCount()
    {
        var anna = new Traveler();
        await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(n =>
                    app.SendAsync(
                        "lab-results",
                        anna.LabResult(app.Clock.GetUtcNow().AddHours(-1 - n), n == 7 ? "positive" : "negative", $"M-{n}")
                    )
                )
        );

        await app.DrainAsync("lab-results");

        await AssertFoldedAsync(anna, facts: 24, reason: "positive");
    }

    [Fact]
    public async Task Batch_MoreOfOnePersonThanATransactionTakes_AllCount()
    {
        var anna = new Traveler();
        await app.SendAsync(
            "lab-results",
            Batch(
                Enumerable
                    .Range(0, 130)
                    .Select(n => anna.LabResult(app.Clock.GetUtcNow().AddHours(n - 131), n == 120 ? "positive" : "negative", $"B-{n}"))
            )
        );

        await app.DrainAsync("lab-results");

        await AssertFoldedAsync(anna, facts: 130, reason: "positive");
    }

    [Fact]
    public async Task Batch_OneHolderWhoseRowsDoNotOpen_HoldsUpNobody_AndIsMended()
    {
        var (anna, ben) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddDays(-2);
        await app.SendAsync("border-crossings", anna.Crossing(at));
        await app.DrainAsync("border-crossings");
        var holders = app.Tables.GetTableClient(TableNames.Holders);
        var key = app.DocumentKey(anna);
        var whole = (await holders.GetEntityAsync<TableEntity>(key, "status", cancellationToken: TestEnd)).Value;
        await WriteStatusAsync(holders, key, "k1.AAAA");

        await app.IngestAsync("lab-results", Batch([anna.LabResult(at.AddDays(1), "positive"), ben.LabResult(at.AddDays(1), "positive")]));

        Assert.Empty(await app.PoisonAsync("lab-results"));
        await AssertFoldedAsync(ben, facts: 1, reason: "positive");
        Assert.Contains(key, Assert.Single(await app.PoisonAsync("recompute-colors")), StringComparison.Ordinal);

        // Mended, and the message replayed, the color follows.
        await WriteStatusAsync(holders, key, whole.GetString("data"));
        var poison = app.Queues.GetQueueClient("recompute-colors-poison");
        var message = (await poison.ReceiveMessageAsync(cancellationToken: TestEnd)).Value;
        await app.SendAsync("recompute-colors", message.Body.ToString());
        await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, TestEnd);
        await app.DrainAsync("recompute-colors");
        await AssertFoldedAsync(anna, facts: 2, reason: "positive");
    }

    /// <summary>Neither of the two saw the other: one had read the document before, the other found nothing of it yet.</summary>
    [Fact]
    public async Task Result_ThatMovesAwayWhileItIsStoredAsTheFirst_DoesNotCountInTheEnd()
    {
        var anna = new Traveler();
        var moved = new ReportedFact(null, new ResultMoved("gz-kingmed", anna.AccessionOf("W-1"), 2, new string('b', 32)));
        var times = 0;
        app.Calls.Meanwhile = call =>
            call.AbsolutePath.Contains(TableNames.Documents, StringComparison.Ordinal) && Interlocked.Increment(ref times) == 1
                ? app.Services.GetRequiredService<Assessor>().IngestAsync(app.DocumentKey(anna), [moved], "lab-result", TestEnd)
                : Task.CompletedTask;

        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive", "W-1"));
        app.Calls.Meanwhile = null;

        var holder = await app.HolderAsync(anna);
        Assert.Equal(2, holder.Facts.Count);
        Assert.Empty(holder.Status!.Tests);
    }

    /// <summary>The status is the one that all facts together make.</summary>
    private async Task AssertFoldedAsync(Traveler who, int facts, string reason)
    {
        var holder = await app.HolderAsync(who);
        Assert.Equal(facts, holder.Facts.Count);
        var policy = await app.Services.GetRequiredService<CurrentPolicy>().CurrentAsync(TestEnd);
        Assert.Equal(Json(policy.Assess(holder.Document!, holder)), Json(holder.Status!));
        Assert.Contains(reason, holder.Status!.Schedule.At(app.Clock.GetUtcNow()).Reasons.Select(each => each.Code));
    }

    private static string Json(HolderStatus status) => JsonSerializer.Serialize(status, HoldersJson.Types.HolderStatus);

    private static async Task WriteStatusAsync(TableClient holders, string key, string data) =>
        await holders.UpsertEntityAsync(new TableEntity(key, "status") { ["data"] = data }, TableUpdateMode.Replace, TestEnd);

    private static string Batch(IEnumerable<string> messages)
    {
        var rows = messages.Select(message => JsonNode.Parse(message)!.AsObject()).ToList();
        foreach (var row in rows)
        {
            row.Remove("schema");
            row.Remove("laboratory");
        }

        return new JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["laboratory"] = "gz-kingmed",
            ["results"] = new JsonArray([.. rows]),
        }.ToJsonString();
    }
}
