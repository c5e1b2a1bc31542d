using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Poison;

/// <summary>A mended message says what its sender said: nobody turns somebody red in a laboratory's name, alone.</summary>
public sealed class MendedMessageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("\"laboratory\":\"gz-kingmed\"", "\"laboratory\":\"sz-other\"", "laboratory")]
    [InlineData("\"accession\":\"A-1", "\"accession\":\"B-1", "accession")]
    [InlineData("\"revision\":1", "\"revision\":2", "revision")]
    [InlineData("\"idNumber\":\"X", "\"idNumber\":\"Y", "idNumber")]
    [InlineData("\"status\":\"final\"", "\"status\":\"cancelled\"", "status")]
    [InlineData("\"assay\":\"nucleic-acid\"", "\"assay\":\"antigen\"", "assay")]
    [InlineData("\"pooled\":false", "\"pooled\":true", "pooled")]
    [InlineData("\"result\":\"negative\"", "\"result\":\"positive\"", "result")]
    public async Task Mended_ChangingWhatCouldBeRead_IsRefused(string from, string to, string field)
    {
        // Only the sampling time cannot be read.
        var bad = Bad(new Traveler());
        var id = await PutAsideAsync(bad);
        var token = await AdministratorAsync();

        var refused = (await ReplayAsync(id, bad.Replace(from, to, StringComparison.Ordinal), token)).Expect(400, "invalid-request");

        Assert.True(refused["errors"].AsObject().ContainsKey($"message.{field}"));
        Assert.Contains(id, await IdsAsync(token));
    }

    [Fact]
    public async Task Mended_WhatCouldNotBeRead_CountsOnceASecondPersonAgrees()
    {
        var anna = new Traveler();
        var bad = Bad(anna);
        var id = await PutAsideAsync(bad);
        var (first, second) = (await AdministratorAsync(), await AdministratorAsync());
        var mended = bad.Replace("yesterday", app.Clock.GetUtcNow().AddHours(-2).ToString("O"), StringComparison.Ordinal);
        var other = bad.Replace("yesterday", app.Clock.GetUtcNow().AddHours(-3).ToString("O"), StringComparison.Ordinal);

        (await ReplayAsync(id, mended, first)).Expect(409, "needs-approval");
        (await ReplayAsync(id, mended, first)).Expect(409, "needs-approval");
        (await ReplayAsync(id, other, second)).Expect(409, "needs-approval");
        Assert.Empty((await app.HolderAsync(anna)).Facts.OfType<LabResult>());
        (await ReplayAsync(id, other, first)).Expect(202);
        await app.DrainAsync("lab-results");

        Assert.Single((await app.HolderAsync(anna)).Facts.OfType<LabResult>());
        var acts = await app
            .Services.GetRequiredService<AuditTable>()
            .ListAsync(TestContext.Current.CancellationToken, new AuditFilter(Subject: id));
        Assert.Equal(
            ["poison-mended", "poison-mended", "poison-mended", "poison-replayed"],
            acts.Select(act => act.Action).Order(StringComparer.Ordinal)
        );
        Assert.Equal(other, acts.Single(act => act.Action == "poison-replayed").Attachment);
    }

    [Fact]
    public async Task Mended_WithARowMore_NeedsASecondPerson()
    {
        var (anna, bert) = (new Traveler(), new Traveler());
        var id = await PutAsideAsync(Bad(anna));
        static string Row(string text) =>
            text.Replace("\"schema\":\"ghc.lab-result.v1\",\"laboratory\":\"gz-kingmed\",", "", StringComparison.Ordinal);
        var now = app.Clock.GetUtcNow().AddHours(-2);
        var batch =
            $$"""{"schema":"ghc.lab-results.v1","laboratory":"gz-kingmed","results":[{{Row(anna.LabResult(now))}},{{Row(bert.LabResult(now, "positive"))}}]}""";

        (await ReplayAsync(id, batch, await AdministratorAsync())).Expect(409, "needs-approval");
    }

    [Fact]
    public async Task Mended_NothingThatMatters_NeedsOneHand()
    {
        // Readable as it is, and put aside because the laboratory that signs did not sign.
        var anna = new Traveler();
        var good = anna.LabResult(app.Clock.GetUtcNow().AddHours(-1));
        var id = await PutAsideAsync(
            good.Replace("\"schema\":\"ghc.lab-result.v1\"", "\"schema\":\"ghc.lab-result.v9\"", StringComparison.Ordinal)
        );
        (await ReplayAsync(id, good, await AdministratorAsync())).Expect(409, "needs-approval");

        var crossing = anna.Crossing(app.Clock.GetUtcNow().AddDays(-1));
        var queue = await PutAsideAsync(
            crossing.Replace("ghc.border-crossing.v1", "ghc.border-crossing.v9", StringComparison.Ordinal),
            "border-crossings"
        );
        (await ReplayAsync(queue, crossing.Replace(anna.Name, "BERT JONES", StringComparison.Ordinal), await AdministratorAsync())).Expect(
            400,
            "invalid-request"
        );
        (await ReplayAsync(queue, crossing.Replace("entry", "exit", StringComparison.Ordinal), await AdministratorAsync())).Expect(
            400,
            "invalid-request"
        );
        (await ReplayAsync(queue, crossing, await AdministratorAsync())).Expect(202);
    }

    /// <summary>A result whose sampling time nobody can read.</summary>
    private string Bad(Traveler who)
    {
        var time = app.Clock.GetUtcNow();
        var text = System.Text.Json.JsonSerializer.Serialize(time)[1..^1];
        var good = who.LabResult(time);
        var at = good.IndexOf($"\"sampledAt\":\"{text}\"", StringComparison.Ordinal);
        return $"{good[..at]}\"sampledAt\":\"yesterday\"{good[(at + $"\"sampledAt\":\"{text}\"".Length)..]}";
    }

    private async Task<string> PutAsideAsync(string message, string queue = "lab-results")
    {
        await app.SendAsync(queue, message);
        await app.DrainAsync(queue);
        var id = $"{queue}.{PoisonTable.KeyOf(message)}";
        var token = await AdministratorAsync();
        await Wait.UntilAsync(async () => (await IdsAsync(token, queue)).Contains(id));
        return id;
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string token, string queue = "lab-results") =>
        [
            .. (await client.GetAsync($"api/poison?queue={queue}", token))
                .Expect(200)["messages"]
                .AsArray()
                .Select(message => (string)message!["id"]!),
        ];

    private Task<Answer> ReplayAsync(string id, string message, string token) =>
        client.PostAsync($"api/poison/{id}/replay", new { message }, token);

    private Task<string> AdministratorAsync() => Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));
}
