using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Cli.Commands;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Ghc.Functions.Audit;
using Ghc.Functions.Policies;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Functions.Tests.Explain;

/// <summary>A color that can be explained: to an officer by facts and rules, to the holder in plain words.</summary>
public sealed class AssessmentTests(SharedApp shared, Azurite azurite) : IClassFixture<SharedApp>
{
    private GhcApp App => shared.App;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Assessment_OfAnExposedTraveler_NamesFactsRulesTimesAndTheWayBack()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(App, Client, daysAgo: 40);
        var officers = await Officers.SignInAsync(App, Client);
        var start = App.Clock.GetUtcNow().AddHours(-30);
        var id = await officers.PutOnAsync(anna, "exposure", "epidemiological-investigation", start.AddDays(14), start);
        await App.IngestAsync("lab-results", anna.LabResult(start.AddHours(5), accession: "E-1"));

        var found = (
            await Client.PostAsync("api/holders/find", new { idType = anna.IdType, idNumber = anna.IdNumber }, officers.First)
        ).Expect(200);
        var answer = (await Client.GetAsync($"api/holders/{found.Text("holderId")}/assessment", officers.First)).Expect(200);

        Assert.Equal(("yellow", "7+3", "A*** S***"), (answer.Text("color"), answer.Text("policyVersion"), answer.Text("name")));
        Assert.Equal(["crossing", "measure", "result"], answer["facts"].AsArray().Select(fact => (string?)fact!["type"]));
        var measure = answer["facts"][1]!;
        Assert.Equal((id, "epidemiological-investigation"), ((string?)measure["measureId"], (string?)measure["legalReason"]!["code"]));
        Assert.Equal("measures.exposure", (string?)measure["effects"]!.AsArray()[^1]!["rule"]);
        Assert.Single(answer["timeline"].AsArray(), segment => (bool)segment!["now"]!);
        Assert.Contains(
            answer["timeline"].AsArray(),
            segment => (string?)segment!["texts"]!.AsArray().FirstOrDefault() == "You were at the same place at the same time as a case."
        );

        // R6: green for a day after the first of two negatives, then yellow until the second.
        Assert.Equal(
            ["yellow", "green", "yellow", "green"],
            answer["timeline"].AsArray().Select(segment => (string?)segment!["color"]).TakeLast(4)
        );
        var tests = Assert.Single(answer["changes"].AsArray())!["tests"]!;
        Assert.Equal((1, 24), ((int)tests["negatives"]!, (int)tests["hoursApart"]!));
        Assert.Equal(start.AddHours(29), (DateTimeOffset)tests["sampledAfter"]!);
        Assert.DoesNotContain(anna.IdNumber, answer.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ANNA", answer.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>R6: the code and the explanation say until when the green holds, and which test keeps it.</summary>
    [Fact]
    public async Task GreenForNow_SaysUntilWhenAndWhichTestKeepsIt_ToHolderAndOfficer()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(App, Client, daysAgo: 40);
        var officers = await Officers.SignInAsync(App, Client);
        var (start, sampled) = (App.Clock.GetUtcNow().AddHours(-10), App.Clock.GetUtcNow().AddHours(-5));
        await officers.PutOnAsync(anna, "exposure", "epidemiological-investigation", start.AddDays(14), start);
        await App.SendAsync("lab-results", anna.LabResult(sampled, accession: "E-2"));
        await App.DrainAsync("lab-results", "recompute-colors");
        var end = ChinaTime.TextOf(sampled.AddDays(1));

        foreach (var path in new[] { "api/code", $"api/holders/{App.DocumentKey(anna)}/assessment" })
        {
            var answer = (await Client.GetAsync(path, path == "api/code" ? token : officers.First, language: "en")).Expect(200);
            Assert.Equal(("green", 0), (answer.Text("color"), answer["reasons"].AsArray().Count));
            var suspended = Assert.Single(answer["suspended"].AsArray())!;
            Assert.Equal(("measure-exposure", sampled.AddDays(1)), ((string?)suspended["code"], (DateTimeOffset)suspended["until"]!));
            Assert.Equal(
                $"Green for now, until {end} (Beijing time). It stays green with one more negative nucleic acid test sampled after {end}.",
                (string?)suspended["guidance"]
            );
        }

        var explained = (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/assessment", officers.First)).Expect(200);
        var change = Assert.Single(explained["changes"].AsArray())!;
        Assert.Equal(
            (sampled.AddDays(1), 1, true),
            ((DateTimeOffset)change["returnsAt"]!, (int)change["tests"]!["negatives"]!, change["endsAt"] is null)
        );
    }

    [Fact]
    public async Task Assessment_SaysWhyAResultOrMeasureDoesNotCount_AndShowsPooledRevisionLawAndMeasure()
    {
        var (anna, ben) = (new Traveler(), new Traveler());
        await anna.ApplyAsync(App, Client, daysAgo: 40);
        var officers = await Officers.SignInAsync(App, Client);
        var at = App.Clock.GetUtcNow().AddHours(-30);
        var moved = JsonNode.Parse(anna.LabResult(at, "positive", "N-3"))!;
        var elsewhere = JsonNode.Parse(ben.LabResult(at, "positive", "N-3", revision: 2, status: "corrected"))!;
        elsewhere["accession"] = (string?)moved["accession"];
        foreach (
            var message in new[]
            {
                anna.LabResult(at, "positive", "N-1"),
                anna.LabResult(at, "negative", "N-1", 2, "corrected"),
                anna.LabResult(at, "positive", "N-2", 1),
                anna.LabResult(at, "positive", "N-2", 2, "cancelled"),
                moved.ToJsonString(),
                elsewhere.ToJsonString(),
                anna.LabResult(at, "positive", "N-4", pooled: true),
            }
        )
        {
            await App.SendAsync("lab-results", message);
            await App.DrainAsync("lab-results", "recompute-colors");
        }

        var id = await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        await officers.LiftAsync(id);

        var answer = (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/assessment", officers.First)).Expect(200);
        string? Why(string accession, int revision) =>
            (string?)
                answer["facts"]
                    .AsArray()
                    .Single(fact => (string?)fact!["accession"] == anna.AccessionOf(accession) && (int)fact["revision"]! == revision)![
                    "notCounted"
                ];
        Assert.Equal(
            ("superseded", null, "superseded", "cancelled", "moved", null),
            (Why("N-1", 1), Why("N-1", 2), Why("N-2", 1), Why("N-2", 2), Why("N-3", 1), Why("N-4", 1))
        );
        var measure = answer["facts"].AsArray().Single(fact => (string?)fact!["type"] == "measure")!;
        Assert.Equal(
            (id, "lifted", "contact-observation"),
            ((string?)measure["measureId"], (string?)measure["notCounted"], (string?)measure["legalReason"]!["code"])
        );

        var printed = Print(answer.Json!);
        Assert.Contains("does not count: a later revision names another document", printed, StringComparison.Ordinal);
        Assert.Contains("does not count: the laboratory took it back", printed, StringComparison.Ordinal);
        Assert.Contains("pooled revision 1", printed, StringComparison.Ordinal);
        Assert.Contains($"({id})", printed, StringComparison.Ordinal);
        Assert.Contains("medical observation of close contacts", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assessment_DrawsThePastWithTheRulesThatWereInForceThen()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client, daysAgo: 5);
        var board = app.Services.GetRequiredService<PolicyPublisher>();
        var changedAt = app.Clock.GetUtcNow() + PolicyVersion.Notice;
        foreach (var officer in new[] { "officer-1", "officer-2" })
        {
            await board.PutAsync(Policy.Pack("5+3"), new Account(officer), app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = (
            await client.GetAsync($"api/holders/{app.DocumentKey(anna)}/assessment", await Officers.OneAsync(app, client))
        ).Expect(200);

        // Day 6: red by 7+3 until the rules changed, yellow by 5+3 since. Under 5+3 alone the red would have ended at midnight.
        var timeline = answer["timeline"]
            .AsArray()
            .Select(segment =>
                (
                    (string?)segment!["color"],
                    (string?)segment["policyVersion"],
                    (int)segment["policySequence"]!,
                    (DateTimeOffset?)segment["from"]
                )
            )
            .ToList();
        Assert.Equal(("red", "7+3", 0), (timeline[1].Item1, timeline[1].Item2, timeline[1].Item3));
        Assert.Equal(("yellow", "5+3", 1, changedAt), timeline[2]);
        Assert.Equal(4, timeline.Count);
        Assert.Contains("(policy 5+3, number 1)", Print(answer.Json!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assessment_Read_IsInAudit()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(App, Client);
        var officer = await Officers.OneAsync(App, Client);

        (await Client.PostAsync("api/holders/find", new { idType = anna.IdType, idNumber = anna.IdNumber }, officer)).Expect(200);
        (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/assessment", officer)).Expect(200);

        var acts = await App.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["holder-searched", "assessment-read"],
            acts.Where(act => act.Subject == App.DocumentKey(anna)).Select(act => act.Action)
        );
    }

    [Fact]
    public async Task Assessment_OfAnUnknownDocument_IsNotFound()
    {
        var officer = await Officers.OneAsync(App, Client);

        (await Client.PostAsync("api/holders/find", new { idType = "passport", idNumber = "ZZ9999999" }, officer)).Expect(
            404,
            "document-not-found"
        );
        (await Client.GetAsync($"api/holders/{new string('0', 32)}/assessment", officer)).Expect(404, "document-not-found");
        (await Client.GetAsync("api/holders/x/assessment", officer)).Expect(404, "document-not-found");
    }

    [Fact]
    public async Task Code_OfATravelerInQuarantine_SaysWhatComesInPlainWords()
    {
        var anna = new Traveler();
        var code = (await Client.GetAsync("api/code", await anna.ApplyAsync(App, Client), language: "en")).Expect(200);

        Assert.Equal(["yellow", "green"], code["upcoming"].AsArray().Select(change => (string?)change!["color"]));
        Assert.StartsWith(
            "From 2022-07-20 00:00 (Beijing time) the code is yellow.",
            (string?)code["upcoming"][0]!["text"],
            StringComparison.Ordinal
        );
        Assert.Equal(code.Text("changesAt"), (string?)code["upcoming"][0]!["at"]);
    }

    [Fact]
    public async Task Explain_OnTheCommandLine_PrintsATimeline()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(App, Client);
        var answer = (
            await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/assessment", await Officers.OneAsync(App, Client))
        ).Expect(200);

        var printed = Print(answer.Json!);

        Assert.Contains("2022-07-13 10:00 red inbound-red <- now", printed, StringComparison.Ordinal);
        Assert.Contains("2022-07-20 00:00 yellow inbound-yellow", printed, StringComparison.Ordinal);
        Assert.Contains("entry Luohu A*** S***", printed, StringComparison.Ordinal);
        Assert.Contains("(inbound)", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_WithoutADocumentOrAService_IsAnArgumentError()
    {
        (await Cli.GhcRun.Async("explain", "--id-type", "passport")).Expect(ExitCodes.Unusable);
        (await Cli.GhcRun.Async("explain", "--id-type", "passport", "--id-number", "X1234567", "--url", "nowhere")).Expect(
            ExitCodes.Unusable
        );
    }

    private static string Print(JsonNode answer)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 300;
        ExplainCommand.Print(console, answer);
        return output.ToString();
    }
}
