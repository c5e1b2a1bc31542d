using System.Text.Json.Nodes;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Appeals;

/// <summary>What becomes of an appeal: lifted by two officers, corrected by the laboratory, or refused in the holder's language.</summary>
public sealed class AppealTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Contact = "measure-close-contact";

    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Lift_ProposedByOneAndAgreedByAnother_LiftsTheMeasureAndAnswersTheHolder()
    {
        var (anna, token, officers, measure) = await ContactAsync();
        var id = (await Client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        Assert.Equal("red", await Client.ColorAsync(token));

        var details = (await Client.GetAsync($"api/appeals/{id}", officers.First)).Expect(200);
        Assert.Equal(
            (AppealCalls.Text, measure, anna.Masked()),
            (details.Text("text"), (string?)details["liftable"][0]!["measureId"], (string?)details["assessment"]["name"])
        );
        (
            await Client.AnswerAsync(
                officers.First,
                id,
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = measure,
                    message = "It was somebody of the same name.",
                }
            )
        ).Expect(200);
        Assert.Equal("red", await Client.ColorAsync(token));
        var waiting = await Client.OwnAppealAsync(token);
        Assert.Equal(("lift-proposed", null), ((string?)waiting["state"], (string?)waiting["message"]));

        // Who proposed it cannot agree to it, in whatever words.
        (await Client.AnswerAsync(officers.First, id, new { decision = "approve-lift", version = 1 })).Expect(409, "needs-approval");
        Assert.Equal(
            "lifted",
            (await Client.AnswerAsync(officers.Second, id, new { decision = "approve-lift", version = 1 })).Expect(200).Text("state")
        );
        await App.DrainAsync("recompute-colors");
        Assert.Equal("green", await Client.ColorAsync(token));
        var answered = await Client.OwnAppealAsync(token);
        Assert.Equal(("lifted", "It was somebody of the same name."), ((string?)answered["state"], (string?)answered["message"]));
        Assert.Single(await officers.ToldAsync(anna, 1, ": a health measure was lifted"));
        Assert.DoesNotContain((await QueueAsync(officers.First)).Select(each => (string?)each!["appealId"]), each => each == id);
    }

    [Fact]
    public async Task Lift_Declined_GoesBackToTheQueue()
    {
        var (_, token, officers, measure) = await ContactAsync();
        var id = (await Client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        (
            await Client.AnswerAsync(
                officers.First,
                id,
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = measure,
                }
            )
        ).Expect(200);

        (
            await Client.AnswerAsync(
                officers.Second,
                id,
                new
                {
                    decision = "refuse",
                    version = 1,
                    because = "facts-confirmed",
                }
            )
        ).Expect(409, "already-decided");
        (
            await Client.AnswerAsync(
                officers.Second,
                id,
                new
                {
                    decision = "decline-lift",
                    version = 1,
                    message = "Ask the hospital first.",
                }
            )
        ).Expect(200);

        var own = await Client.OwnAppealAsync(token);
        Assert.Equal(("open", null), ((string?)own["state"], (string?)own["message"]));
        Assert.Equal("red", await Client.ColorAsync(token));
        Assert.Equal(
            ["lift", "decline-lift"],
            (await Client.GetAsync($"api/appeals/{id}", officers.First))
                .Expect(200)["acts"]
                .AsArray()
                .Select(act => (string?)act!["decision"])
        );
    }

    [Fact]
    public async Task Lift_ElsewhereMeanwhile_ClosesTheAppeal()
    {
        var (_, token, officers, measure) = await ContactAsync();
        var id = (await Client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        (
            await Client.AnswerAsync(
                officers.First,
                id,
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = measure,
                }
            )
        ).Expect(200);

        await officers.LiftAsync(measure);
        await App.FollowAppealsAsync();

        Assert.Equal("lifted", (string?)(await Client.OwnAppealAsync(token))["state"]);
    }

    [Fact]
    public async Task AskLaboratory_Corrected_ClosesTheAppealAndTellsTheHolder()
    {
        var (anna, token, officers, id) = await PositiveAsync();

        (await Client.AnswerAsync(officers.First, id, Question(anna))).Expect(200);
        var question = Assert.Single(await App.OutcomesAsync(anna.AccessionOf()), outcome => outcome.Outcome == "question");
        Assert.Equal(("correction-asked", 1), (question.Reason, question.Revision));
        await App.FollowAppealsAsync();
        Assert.Equal("laboratory-asked", (string?)(await Client.OwnAppealAsync(token))["state"]);
        Assert.Equal("red", await Client.ColorAsync(token));

        await App.IngestAsync(
            "lab-results",
            anna.LabResult(App.Clock.GetUtcNow().AddHours(-5), "negative", revision: 2, status: "corrected")
        );
        await App.FollowAppealsAsync();

        Assert.Equal(("corrected", "green"), ((string?)(await Client.OwnAppealAsync(token))["state"], await Client.ColorAsync(token)));
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(Client)).Count(text => text.StartsWith("[GHC] Appeal of ", StringComparison.Ordinal)) == 3
        );
    }

    [Fact]
    public async Task AskLaboratory_Confirmed_GoesBackToOfficersWithANewDeadline()
    {
        var (anna, token, officers, id) = await PositiveAsync();
        (await Client.AnswerAsync(officers.First, id, Question(anna))).Expect(200);

        await App.IngestAsync(
            "lab-results",
            anna.LabResult(App.Clock.GetUtcNow().AddHours(-5), "positive", revision: 2, status: "corrected")
        );
        await App.FollowAppealsAsync();

        Assert.Equal("open", (string?)(await Client.OwnAppealAsync(token))["state"]);
        (
            await Client.AnswerAsync(
                officers.Second,
                id,
                new
                {
                    decision = "refuse",
                    version = 2,
                    because = "facts-confirmed",
                }
            )
        ).Expect(200);
        Assert.Equal("red", await Client.ColorAsync(token));
    }

    [Fact]
    public async Task Refuse_IsToldInTheLanguageOfTheReader()
    {
        var (anna, token, officers, _) = await ContactAsync();
        var id = (await Client.AppealAsync(token, Contact)).Expect(201).Text("appealId");

        Assert.Equal("refused", (
                await Client.AnswerAsync(
                    officers.First,
                    id,
                    new
                    {
                        decision = "refuse",
                        version = 0,
                        because = "rule-applies",
                        message = "See the order of 12 July.",
                    }
                )
            ).Expect(200).Text("state"));

        var own = await Client.OwnAppealAsync(token, language: "zh-CN");
        Assert.Equal(
            ("有关记录属实，按现行规定应为此颜色。", "See the order of 12 July."),
            ((string?)own["because"], (string?)own["message"])
        );
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(Client)).Any(text => text.Contains("it was refused", StringComparison.Ordinal))
        );
        Assert.Equal("red", await Client.ColorAsync(token));
    }

    [Fact]
    public async Task Companion_IsAppealedByTheirAccountAndByNoOther()
    {
        var parent = await new Traveler().ApplyAsync(App, Client, daysAgo: 40);
        var child = await Family.ArrivedAsync(App);
        var holder = (await Client.AddAsync(child, parent)).Expect(201).Text("holderId");
        var color = (await Client.GetAsync($"api/code?holder={holder}", parent)).Expect(200);
        var reason = (string)color["reasons"][0]!["code"]!;
        var stranger = await new Traveler().ApplyAsync(App, Client);

        (await Client.AppealAsync(stranger, reason, "wrong-crossing", holderId: holder)).Expect(404, "holder-not-found");
        (await Client.GetAsync($"api/appeals?holder={holder}", stranger)).Expect(404, "holder-not-found");
        var filed = (await Client.AppealAsync(parent, reason, "wrong-crossing", holderId: holder)).Expect(201);

        Assert.Equal(holder, filed.Text("holderId"));
        Assert.Equal(filed.Text("appealId"), (string?)(await Client.OwnAppealAsync(parent, holder))["appealId"]);
        Assert.Empty((await Client.GetAsync("api/appeals", parent)).Expect(200)["appeals"].AsArray());
    }

    [Fact]
    public async Task Acts_StandInAuditAndTheHolderSeesTheLook()
    {
        var (_, token, officers, measure) = await ContactAsync();
        var id = (await Client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        (await Client.GetAsync($"api/appeals/{id}", officers.First)).Expect(200);
        (
            await Client.AnswerAsync(
                officers.First,
                id,
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = measure,
                }
            )
        ).Expect(200);
        (await Client.AnswerAsync(officers.Second, id, new { decision = "approve-lift", version = 1 })).Expect(200);
        await App.DrainAsync("visits");

        var acts = await App.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["appeal-filed", "appeal-read", "appeal-lift", "appeal-approve-lift"],
            acts.Where(act => act.Subject.StartsWith(id, StringComparison.Ordinal))
                .OrderBy(act => act.At)
                .ThenBy(act => act.Subject, StringComparer.Ordinal)
                .Select(act => act.Action)
                .OrderBy(Order)
        );
        Assert.DoesNotContain(acts, act => act.ToString().Contains("employer", StringComparison.Ordinal));
        Assert.NotEmpty((await Client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray());

        static int Order(string action) => Array.IndexOf(["appeal-filed", "appeal-read", "appeal-lift", "appeal-approve-lift"], action);
    }

    private static object Question(Traveler who) =>
        new
        {
            decision = "ask-laboratory",
            version = 0,
            laboratory = "gz-kingmed",
            accession = who.AccessionOf(),
        };

    private async Task<(Traveler Anna, string Token, Officers Officers, string Measure)> ContactAsync()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        var officers = await Officers.SignInAsync(App, Client);
        return (anna, token, officers, await officers.PutOnAsync(anna, "close-contact", "contact-observation"));
    }

    private async Task<(Traveler Anna, string Token, Officers Officers, string Appeal)> PositiveAsync()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        await App.IngestAsync("lab-results", anna.LabResult(App.Clock.GetUtcNow().AddHours(-5), "positive"));
        return (
            anna,
            token,
            await Officers.SignInAsync(App, Client),
            (await Client.AppealAsync(token, "positive", "wrong-result")).Expect(201).Text("appealId")
        );
    }

    private async Task<JsonArray> QueueAsync(string officer) =>
        (await Client.GetAsync("api/appeal-queue", officer)).Expect(200)["appeals"].AsArray();
}
