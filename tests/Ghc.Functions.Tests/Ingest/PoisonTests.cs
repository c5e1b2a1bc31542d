using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>What cannot be understood is put aside unchanged, with its reason, and stops nobody.</summary>
public sealed class PoisonTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;

    /// <summary>Stands for the escape of a lone surrogate, which our own serializer would not write.</summary>
    private const string HalfACharacter = "HALF";

    /// <summary>A change of a good message, and where its reason points.</summary>
    public static TheoryData<string, string, string> Mistakes =>
        new()
        {
            { "schema", "\"ghc.lab-result.v9\"", "schema: message.schema" },
            { "schema", "17", "schema: message.schema" },
            { "laboratory", "null", "laboratory: message.laboratory" },
            { "accession", "\"\"", "accession: message.accession" },
            { "accession", "\"\\u0000\"", "accession: message.accession" },
            { "accession", "\"\\ud800\"", "accession: message.accession" },
            { "accession", "[\"A\"]", "accession: message.accession" },
            { "idType", "\"library-card\"", "idType: id-type.unknown" },
            { "idNumber", "null", "idNumber: id-number.missing" },
            { "idNumber", "\"Ｘ－?\"", "idNumber: id-number.characters" },
            { "result", "null", "result: field.missing" },
            { "result", "\"maybe\"", "result: field.choice" },
            { "sampledAt", "null", "sampledAt: field.missing" },
            { "sampledAt", "\"\"", "sampledAt: field.type" },
            { "sampledAt", "\"yesterday\"", "sampledAt: field.type" },
            { "sampledAt", "\"2031-01-01T00:00:00Z\"", "sampledAt: time.future" },
            { "sampledAt", "\"2001-01-01T00:00:00Z\"", "sampledAt: time.too-early" },
            { "sampledAt", "1657785600", "sampledAt: field.type" },
        };

    public static TheoryData<string, string> Garbage =>
        new()
        {
            { "not JSON at all", "body: body.json" },
            { "", "body: body.json" },
            { "[]", "body: body.object" },
            { "null", "body: body.object" },
            { "{\"schema\":\"ghc.lab-result.v1\",\"schema\":\"ghc.lab-result.v1\"}", "body: body.json" },
            { "{\"schema\":\"\\ud800\"}", "schema: message.schema" },
            { "{\"\\ud800\":1}", "body: body.encoding" },
            { new string('[', 5000), "body: body.json" },
            { "{\"schema\":\"ghc.lab-results.v1\",\"laboratory\":\"a\",\"results\":[]}", "results: message.results" },
            { "{\"schema\":\"ghc.lab-results.v1\",\"laboratory\":\"a\",\"results\":{}}", "results: message.results" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task LabResult_WithAMistake_IsPutAsideWithItsReason(string member, string value, string reason)
    {
        var message = JsonNode.Parse(new Traveler().LabResult(app.Clock.GetUtcNow().AddHours(-1)))!.AsObject();
        message[member] = "@";
        await ExpectPutAsideAsync(message.ToJsonString().Replace("\"@\"", value, StringComparison.Ordinal), reason);
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public Task LabResult_Garbage_IsPutAsideWithItsReason(string message, string reason) => ExpectPutAsideAsync(message, reason);

    [Fact]
    public async Task Batch_WithBadRows_OnlyTheBadRowsArePutAside()
    {
        await PoisonQueue.ClearMessagesAsync(TestContext.Current.CancellationToken);
        var (anna, ben) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddHours(-1);
        var rows = new JsonArray(
            Row(anna.LabResult(at)),
            JsonValue.Create("a row that is none"),
            Row(new Traveler { Sample = HalfACharacter }.LabResult(at)),
            Row(new Traveler().LabResult(at, "unheard-of")),
            Row(ben.LabResult(at))
        );
        await app.SendAsync(
            "lab-results",
            new JsonObject
            {
                ["schema"] = "ghc.lab-results.v1",
                ["laboratory"] = "gz-kingmed",
                ["results"] = rows,
            }
                .ToJsonString()
                .Replace(HalfACharacter, "\\ud800", StringComparison.Ordinal)
        );
        await app.DrainAsync("lab-results");

        Assert.Single((await app.HolderAsync(anna)).Facts);
        Assert.Single((await app.HolderAsync(ben)).Facts);
        var aside = await app.PoisonAsync("lab-results");
        Assert.Equal(3, aside.Count);
        var reasons = await Task.WhenAll(aside.Select(ReasonAsync));
        Assert.Equal(
            [
                "invalid-request; accession: message.accession",
                "invalid-request; body: body.object",
                "invalid-request; result: field.choice",
            ],
            reasons.Order(StringComparer.Ordinal)
        );
        await PoisonQueue.ClearMessagesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Chinese keeps its length when a row is written anew, other scripts beyond the first plane need three times theirs.
    /// </summary>
    [Theory]
    [InlineData("中", 9000, true)]
    [InlineData("😀", 4500, false)]
    public async Task Batch_WithABadRowAsLongAsAMessageCanBe_TheGoodRowsAreTakenIn(string letter, int count, bool aloneFits)
    {
        await PoisonQueue.ClearMessagesAsync(TestContext.Current.CancellationToken);
        var (anna, ben) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddHours(-1);
        var rows = new JsonArray(
            Row(anna.LabResult(at)),
            Row(new Traveler { Sample = HalfACharacter }.LabResult(at)),
            Row(ben.LabResult(at))
        );
        var message = new JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["laboratory"] = "gz-kingmed",
            ["results"] = rows,
        }
            .ToJsonString()
            .Replace(HalfACharacter, string.Concat(Enumerable.Repeat(letter, count)), StringComparison.Ordinal);
        await app.SendAsync("lab-results", message);
        await app.DrainAsync("lab-results");

        Assert.Single((await app.HolderAsync(anna)).Facts);
        Assert.Single((await app.HolderAsync(ben)).Facts);
        var aside = Assert.Single(await app.PoisonAsync("lab-results"));
        Assert.Equal(!aloneFits, aside == message);
        Assert.StartsWith("invalid-request; accession: ", await ReasonAsync(aside), StringComparison.Ordinal);
        await PoisonQueue.ClearMessagesAsync(TestContext.Current.CancellationToken);
    }

    private QueueClient PoisonQueue => app.Queues.GetQueueClient("lab-results-poison");

    private async Task ExpectPutAsideAsync(string message, string reason)
    {
        var good = new Traveler();
        await app.SendAsync("lab-results", message);
        await app.SendAsync("lab-results", good.LabResult(app.Clock.GetUtcNow()));
        await app.DrainAsync("lab-results");

        Assert.Equal([message], await app.PoisonAsync("lab-results"));
        Assert.Contains(reason, await ReasonAsync(message) ?? "no reason", StringComparison.Ordinal);
        Assert.Single((await app.HolderAsync(good)).Facts);
        await PoisonQueue.ClearMessagesAsync(TestContext.Current.CancellationToken);
    }

    private Task<string?> ReasonAsync(string message) =>
        app.Services.GetRequiredService<PoisonTable>().ReasonAsync("lab-results", message, TestContext.Current.CancellationToken);

    /// <summary>A row of a batch has neither schema nor laboratory of its own.</summary>
    private static JsonObject Row(string message)
    {
        var row = JsonNode.Parse(message)!.AsObject();
        row.Remove("schema");
        row.Remove("laboratory");
        return row;
    }
}
