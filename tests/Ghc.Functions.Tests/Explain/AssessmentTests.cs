using Ghc.Cli;
using Ghc.Cli.Commands;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Functions.Tests.Explain;

/// <summary>A color that can be explained: to an officer by facts and rules, to the holder in plain words.</summary>
public sealed class AssessmentTests(SharedApp shared) : IClassFixture<SharedApp>
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
        await App.SendAsync("lab-results", anna.LabResult(start.AddHours(5), accession: "E-1"));
        await App.DrainAsync("lab-results", "recompute-colors");

        var found = (await Client.PostAsync("api/holders/find", new { idType = anna.IdType, idNumber = anna.IdNumber }, officers.First)).Expect(200);
        var answer = (await Client.GetAsync($"api/holders/{found.Text("holderId")}/assessment", officers.First)).Expect(200);

        Assert.Equal(("yellow", "7+3", "A*** S***"), (answer.Text("color"), answer.Text("policyVersion"), answer.Text("name")));
        Assert.Equal(["crossing", "measure", "result"], answer["facts"].AsArray().Select(fact => (string?)fact!["type"]));
        var measure = answer["facts"][1]!;
        Assert.Equal((id, "epidemiological-investigation"), ((string?)measure["measureId"], (string?)measure["legalReason"]!["code"]));
        Assert.Equal("measures.exposure", (string?)measure["effects"]!.AsArray()[^1]!["rule"]);
        Assert.Single(answer["timeline"].AsArray(), segment => (bool)segment!["now"]!);
        Assert.Contains(answer["timeline"].AsArray(), segment => (string?)segment!["texts"]!.AsArray().FirstOrDefault() == "You were at the same place at the same time as a case.");

        // R6: green for a day after the first of two negatives, then yellow until the second.
        Assert.Equal(["yellow", "green", "yellow", "green"], answer["timeline"].AsArray().Select(segment => (string?)segment!["color"]).TakeLast(4));
        var tests = Assert.Single(answer["changes"].AsArray())!["tests"]!;
        Assert.Equal((1, 24), ((int)tests["negatives"]!, (int)tests["hoursApart"]!));
        Assert.Equal(start.AddHours(29), (DateTimeOffset)tests["sampledAfter"]!);
        Assert.DoesNotContain(anna.IdNumber, answer.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ANNA", answer.Json!.ToJsonString(), StringComparison.Ordinal);
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
        Assert.Equal(["holder-searched", "assessment-read"], acts.Where(act => act.Subject == App.DocumentKey(anna)).Select(act => act.Action));
    }

    [Fact]
    public async Task Assessment_OfAnUnknownDocument_IsNotFound()
    {
        var officer = await Officers.OneAsync(App, Client);

        (await Client.PostAsync("api/holders/find", new { idType = "passport", idNumber = "ZZ9999999" }, officer)).Expect(404, "document-not-found");
        (await Client.GetAsync($"api/holders/{new string('0', 32)}/assessment", officer)).Expect(404, "document-not-found");
        (await Client.GetAsync("api/holders/x/assessment", officer)).Expect(404, "document-not-found");
    }

    [Fact]
    public async Task Code_OfATravelerInQuarantine_SaysWhatComesInPlainWords()
    {
        var anna = new Traveler();
        var code = (await Client.GetAsync("api/code", await anna.ApplyAsync(App, Client), language: "en")).Expect(200);

        Assert.Equal(["yellow", "green"], code["upcoming"].AsArray().Select(change => (string?)change!["color"]));
        Assert.StartsWith("From 2022-07-20 00:00 (Guangdong time) the code is yellow.", (string?)code["upcoming"][0]!["text"], StringComparison.Ordinal);
        Assert.Equal(code.Text("changesAt"), (string?)code["upcoming"][0]!["at"]);
    }

    [Fact]
    public async Task Explain_OnTheCommandLine_PrintsATimeline()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(App, Client);
        var answer = (await Client.GetAsync($"api/holders/{App.DocumentKey(anna)}/assessment", await Officers.OneAsync(App, Client))).Expect(200);
        await using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 300;

        ExplainCommand.Print(console, answer.Json!);

        Assert.Contains("2022-07-13 10:00 red inbound-red <- now", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2022-07-20 00:00 yellow inbound-yellow", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("entry Luohu A*** S***", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("(inbound)", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_WithoutADocumentOrAService_IsAnArgumentError()
    {
        (await Cli.GhcRun.Async("explain", "--id-type", "passport")).Expect(ExitCodes.Unusable);
        (await Cli.GhcRun.Async("explain", "--id-type", "passport", "--id-number", "X1234567", "--url", "nowhere")).Expect(ExitCodes.Unusable);
    }
}
