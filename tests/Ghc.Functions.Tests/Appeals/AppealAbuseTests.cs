using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Appeals;

/// <summary>What appeals must not be used for, and what happens when people press twice or at once.</summary>
public sealed class AppealAbuseTests(Azurite azurite)
{
    private const string Contact = "measure-close-contact";

    [Fact]
    public async Task File_WrongForm_NamesTheField()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers, measure) = await ContactAsync(app, client);

        await RefusedAsync("text", Appeals(text: "too short"));
        await RefusedAsync("text", Appeals(text: new string('x', 1001)));
        await RefusedAsync("text", Appeals(text: "Look at https://evil.example, it proves everything."));
        await RefusedAsync("text", Appeals(text: "Look at evil.example for the proof of it."));
        await RefusedAsync("text", Appeals(text: "Bell \u0007 and escape \u001b[31m codes."));
        await RefusedAsync("text", Appeals(text: "\u202e\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b"));
        await RefusedAsync("ground", Appeals(ground: "because"));
        await RefusedAsync("reason", Appeals(reason: "no-such-reason"));
        await RefusedAsync("color", new { color = "green" });
        (await client.AppealAsync(token, "positive", "wrong-result")).Expect(422, "reason-not-held");
        (await client.AppealAsync(token, Contact, holderId: "../secret")).Expect(404, "holder-not-found");
        (
            await client.PostAsync(
                "api/appeals",
                new
                {
                    reason = Contact,
                    ground = "mix-up",
                    text = new string('x', 20_000),
                },
                token
            )
        ).Expect(400, "invalid-request");
        Assert.Empty(await app.RowsAsync(TableNames.Appeals));

        // A line break is no control character that harms, and a direction mark that a keyboard put there is taken out.
        var id = (await client.AppealAsync(token, Contact, text: "First line.\r\nSecond\u200f line.")).Expect(201).Text("appealId");
        Assert.Equal("First line.\nSecond line.", (string?)(await client.OwnAppealAsync(token))["text"]);
        await WrongAnswersAsync();

        async Task RefusedAsync(string field, object body) =>
            Assert.Contains(
                field,
                (await client.PostAsync("api/appeals", body, token))
                    .Expect(400, "invalid-request")["errors"]
                    .AsObject()
                    .Select(error => error.Key)
            );

        async Task WrongAnswersAsync()
        {
            await RefusedAnswerAsync(
                "measureId",
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = "20220715-0123456789abcdef",
                }
            );
            await RefusedAnswerAsync("measureId", new { decision = "lift", version = 0 });
            await RefusedAnswerAsync(
                "accession",
                new
                {
                    decision = "ask-laboratory",
                    version = 0,
                    laboratory = "gz-kingmed",
                    accession = "A-1",
                }
            );
            await RefusedAnswerAsync("because", new { decision = "refuse", version = 0 });
            await RefusedAnswerAsync(
                "measureId",
                new
                {
                    decision = "refuse",
                    version = 0,
                    because = "rule-applies",
                    measureId = measure,
                }
            );
            await RefusedAnswerAsync(
                "message",
                new
                {
                    decision = "refuse",
                    version = 0,
                    because = "rule-applies",
                    message = "See www.evil.example",
                }
            );
            await RefusedAnswerAsync("decision", new { decision = "laboratory-corrected", version = 0 });
            await RefusedAnswerAsync("version", new { decision = "refuse", because = "rule-applies" });
            (
                await client.AnswerAsync(
                    officers.First,
                    id[..33] + Contact + ".0099",
                    new
                    {
                        decision = "refuse",
                        version = 0,
                        because = "rule-applies",
                    }
                )
            ).Expect(404, "appeal-not-found");
            (
                await client.AnswerAsync(
                    officers.First,
                    "nonsense",
                    new
                    {
                        decision = "refuse",
                        version = 0,
                        because = "rule-applies",
                    }
                )
            ).Expect(404, "appeal-not-found");
            (
                await client.AnswerAsync(
                    token,
                    id,
                    new
                    {
                        decision = "refuse",
                        version = 0,
                        because = "rule-applies",
                    }
                )
            ).Expect(403, "forbidden");
        }

        async Task RefusedAnswerAsync(string field, object body) =>
            Assert.Contains(
                field,
                (await client.AnswerAsync(officers.First, id, body))
                    .Expect(400, "invalid-request")["errors"]
                    .AsObject()
                    .Select(error => error.Key)
            );

        static object Appeals(string reason = Contact, string ground = "mix-up", string text = AppealCalls.Text) =>
            AppealCalls.Against(reason, ground, text);
    }

    [Fact]
    public async Task File_TwiceAtOnce_IsOneAppeal()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, _, _) = await ContactAsync(app, client);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.AppealAsync(token, Contact)));
        (await client.AppealAsync(token, Contact, text: "Something else altogether.")).Expect(409, "appeal-open");

        Assert.Single(answers.Select(answer => answer.Expect(201).Text("appealId")).Distinct());
        await Wait.UntilAsync(async () => (await app.RowsAsync(TableNames.Appeals)).Count == 2);
    }

    [Fact]
    public async Task File_Again_OnlyWhenSomethingChangedOrLater()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers, measure) = await ContactAsync(app, client);
        await RefuseAsync((await client.AppealAsync(token, Contact)).Expect(201).Text("appealId"));

        var early = (await client.AppealAsync(token, Contact)).Expect(409, "appeal-answered");
        Assert.InRange(early.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3));

        // Another test of theirs is something new.
        await app.IngestAsync("lab-results", Who!.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        var second = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        Assert.EndsWith(".0002", second, StringComparison.Ordinal);
        await RefuseAsync(second);
        (await client.AppealAsync(token, Contact)).Expect(409, "appeal-answered");

        async Task RefuseAsync(string id) =>
            (
                await client.AnswerAsync(
                    officers.First,
                    id,
                    new
                    {
                        decision = "refuse",
                        version = 0,
                        because = "facts-confirmed",
                    }
                )
            ).Expect(200);
    }

    [Fact]
    public async Task File_Flood_EndsAtTheLimitOfTheAccount()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Appeals:PerDay"] = "2";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var (token, officers, _) = await ContactAsync(app, client);
        foreach (var (kind, reason) in new[] { ("home-quarantine", "area-control"), ("suspected", "suspected-case-isolation") })
        {
            await officers.PutOnAsync(Who!, kind, reason, app.Clock.GetUtcNow().AddDays(5));
        }

        (await client.AppealAsync(token, Contact)).Expect(201);
        (await client.AppealAsync(token, "measure-home-quarantine")).Expect(201);
        var third = (await client.AppealAsync(token, "measure-suspected")).Expect(429, "too-many-requests");

        Assert.NotNull(third.Response.Headers.RetryAfter);
        // The same one again is none more.
        (await client.AppealAsync(token, Contact)).Expect(201);
    }

    [Fact]
    public async Task Answer_ByTwoAtOnce_OneCounts()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers, measure) = await ContactAsync(app, client);
        var id = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        object refuse = new
        {
            decision = "refuse",
            version = 0,
            because = "facts-confirmed",
        };

        var answers = await Task.WhenAll(
            client.AnswerAsync(officers.First, id, refuse),
            client.AnswerAsync(
                officers.Second,
                id,
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = measure,
                }
            )
        );

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(answers, answer => answer is { Status: 409, Code: "already-decided" });
        // A caller who lost the answer may repeat the call.
        if (answers[0].Status == 200)
        {
            Assert.Equal("refused", (await client.AnswerAsync(officers.First, id, refuse)).Expect(200).Text("state"));
        }
    }

    private Traveler? Who { get; set; }

    private async Task<(string Token, Officers Officers, string Measure)> ContactAsync(GhcApp app, HttpClient client)
    {
        Who = new Traveler();
        var token = await Who.ApplyAsync(app, client, daysAgo: 40);
        var officers = await Officers.SignInAsync(app, client);
        return (token, officers, await officers.PutOnAsync(Who, "close-contact", "contact-observation"));
    }
}
