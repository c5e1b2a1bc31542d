using System.Text.Json.Nodes;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>Laboratories and borders that cannot reach the queue hand in over HTTP, with the same outcomes.</summary>
public sealed class HandInTests(Azurite azurite) : IDisposable
{
    private readonly LabClient laboratory = new();
    private readonly LabClient border = new("luohu", kind: SenderKind.Border);

    public void Dispose()
    {
        laboratory.Dispose();
        border.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Result_SignedByBodyOrByCall_TurnsTheCodeRed(bool byBody)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var message = anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive");

        var answer = await PostAsync(
            client,
            "api/laboratories/gz-kingmed/results",
            byBody ? laboratory.Sign(message) : message,
            byBody ? null : Token(app, laboratory)
        );

        Assert.Equal(1, (int)answer.Expect(202)["messages"]);
        await app.DrainAsync("lab-results");
        Assert.Equal(Color.Red, (await app.HolderAsync(anna)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
        var outcomes = (await client.GetAsync((string)answer["outcomes"]!, Token(app, laboratory))).Expect(200)["outcomes"].AsArray();
        Assert.Equal("accepted", (string?)Assert.Single(outcomes)!["outcome"]);
    }

    [Fact]
    public async Task Batch_LongerThanAQueueMessage_IsSplit_AndEveryRowCounts()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var people = Enumerable.Range(0, 500).Select(_ => new Traveler()).ToList();
        var batch = new JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["results"] = new JsonArray([.. people.Select(person => Row(person.LabResult(app.Clock.GetUtcNow().AddHours(-1))))]),
        };

        var answer = (await PostAsync(client, "api/laboratories/gz-kingmed/results", batch.ToJsonString(), Token(app, laboratory))).Expect(
            202
        );

        Assert.InRange((int)answer["messages"], 4, 10);
        await app.DrainAsync("lab-results");
        Assert.Empty(await app.PoisonAsync("lab-results"));
        Assert.Equal(500, (await app.OutcomesAsync()).Count(outcome => outcome.Outcome == "accepted"));
    }

    /// <summary>The same formats as in files, each row by itself.</summary>
    [Theory]
    [InlineData("fhir-bundle.json")]
    [InlineData("hl7-oru.hl7")]
    public async Task OtherFormats_AreTakenIn(string sample)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var body = await File.ReadAllTextAsync(
            Path.Combine(Contracts.Docs.Folder, "samples", "formats", sample),
            TestContext.Current.CancellationToken
        );

        (await PostAsync(client, "api/laboratories/gz-kingmed/results", body, Token(app, laboratory))).Expect(202);

        await app.DrainAsync("lab-results");
        Assert.Contains(await app.OutcomesAsync(), outcome => outcome.Outcome == "accepted");
        Assert.Empty(await app.PoisonAsync("lab-results"));
    }

    [Fact]
    public async Task Crossings_OfARegisteredBorder_LetTheirTravelersApply_AndUnsignedOnesInItsNameDoNot()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await border.RegisterAsync(app);
        var (anna, ben) = (new Traveler(), new Traveler());
        var crossings = new JsonArray(JsonNode.Parse(anna.Crossing(app.Clock.GetUtcNow().AddDays(-2))));
        (await PostAsync(client, "api/borders/luohu/crossings", crossings.ToJsonString(), Token(app, border))).Expect(202);
        var forged = JsonNode.Parse(ben.Crossing(app.Clock.GetUtcNow().AddDays(-2)))!.AsObject();
        forged["border"] = "luohu";
        await app.SendAsync("border-crossings", forged.ToJsonString());
        await app.DrainAsync("border-crossings");

        (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201);
        (await client.PostAsync("api/apply", ben.Application(await ben.SmsCodeAsync(app, client)))).Expect(422);
        Assert.Equal("signature-missing", await app.PoisonReasonAsync(forged.ToJsonString(), "border-crossings"));
        var signed = border.Sign(ben.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        await app.SendAsync("border-crossings", signed);
        await app.DrainAsync("border-crossings");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await client.PostAsync("api/apply", ben.Application(await ben.SmsCodeAsync(app, client)))).Expect(201);
    }

    [Fact]
    public async Task Caller_ThatIsNotWhomItSays_IsRefused_AndNothingIsQueued()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await app.StopTriggersAsync();
        await laboratory.RegisterAsync(app);
        using var other = await new LabClient("sz-bgi").RegisterAsync(app);
        using var reader = new LabClient("gz-kingmed", "r1");
        await reader.AddKeyAsync(app, readOnly: true);
        const string Path = "api/laboratories/gz-kingmed/results";
        var message = new Traveler().LabResult(app.Clock.GetUtcNow());

        (await PostAsync(client, Path, message, null)).Expect(401, "not-signed-in");
        (await PostAsync(client, Path, message, "nonsense")).Expect(401, "not-signed-in");
        (await PostAsync(client, Path, message, Token(app, other))).Expect(403, "forbidden");
        (await PostAsync(client, Path, message, Token(app, reader))).Expect(403, "forbidden");
        (await PostAsync(client, Path, other.Sign(message), null)).Expect(403, "forbidden");
        (await PostAsync(client, Path, other.Sign(message, "gz-kingmed/k1"), null)).Expect(401, "not-signed-in");
        (await PostAsync(client, Path, "not json", Token(app, laboratory))).Expect(400, "invalid-request");
        (await PostAsync(client, Path, message.Replace("gz-kingmed", "sz-bgi", StringComparison.Ordinal), Token(app, laboratory))).Expect(
            400,
            "invalid-request"
        );
        (await PostAsync(client, Path, """{"resourceType":"Bundle","id":"\ud800"}""", Token(app, laboratory))).Expect(
            400,
            "invalid-request"
        );
        (await PostAsync(client, Path, new string(' ', (1024 * 1024) + 1), Token(app, laboratory))).Expect(400, "invalid-request");
        await laboratory.SuspendAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await PostAsync(client, Path, message, Token(app, laboratory))).Expect(403, "forbidden");
        Assert.Equal(
            0,
            (await app.Queues.GetQueueClient("lab-results").GetPropertiesAsync(TestContext.Current.CancellationToken))
                .Value
                .ApproximateMessagesCount
        );
    }

    [Fact]
    public async Task Calls_MoreThanAMinuteMayHave_AreToldWhenToComeBack()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Laboratories:CallsPerMinute"] = "2";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        for (var n = 0; n < 2; n++)
        {
            (
                await PostAsync(
                    client,
                    "api/laboratories/gz-kingmed/results",
                    new Traveler().LabResult(app.Clock.GetUtcNow()),
                    Token(app, laboratory)
                )
            ).Expect(202);
        }

        var refused = (await PostAsync(client, "api/laboratories/gz-kingmed/results", "{}", Token(app, laboratory))).Expect(
            429,
            "too-many-requests"
        );
        Assert.True(refused.Response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    /// <summary>A laboratory whose messages need no signature has a key for reading only.</summary>
    [Fact]
    public async Task Outcomes_OfALaboratoryThatSendsUnsigned_AreReadWithAKeyThatSignsNoMessages()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app, readOnly: true);
        await app.SendAsync("lab-results", new Traveler().LabResult(app.Clock.GetUtcNow()));
        await app.DrainAsync("lab-results");

        var outcomes = (await client.GetAsync("api/laboratories/gz-kingmed/outcomes", Token(app, laboratory)))
            .Expect(200)["outcomes"]
            .AsArray();
        Assert.Equal("accepted", (string?)Assert.Single(outcomes)!["outcome"]);
    }

    private static string Token(GhcApp app, LabClient client) => client.Token(app.Clock.GetUtcNow().AddMinutes(2));

    private static JsonObject Row(string message)
    {
        var row = JsonNode.Parse(message)!.AsObject();
        row.Remove("schema");
        row.Remove("laboratory");
        return row;
    }

    private static Task<Answer> PostAsync(HttpClient client, string path, string body, string? token) =>
        client.PostAsync(path, body, token);
}
