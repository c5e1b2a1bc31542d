using Ghc.Cli;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary>Officers and operators at the command line, against a service that listens.</summary>
public sealed class PolicyCommandTests(Azurite azurite)
{
    [Fact]
    public async Task Check_ShippedPack_Holds() =>
        Assert.Contains(
            "examples hold",
            (await GhcRun.Async("policy", "check", "7+3")).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Check_BrokenExampleOrText_SaysWhichAndWhy()
    {
        using var files = new Files();
        var wrong = files.Write(
            "wrong.json",
            Policy.Pack("7+3").Json.Replace("\"greenOnDay\": 28", "\"greenOnDay\": 27", StringComparison.Ordinal)
        );
        var broken = files.Write("broken.json", "{\"version\":7}");

        Assert.Contains(
            "expected",
            (await GhcRun.Async("policy", "check", wrong)).Expect(ExitCodes.SomeRefused).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "version",
            (await GhcRun.Async("policy", "check", broken)).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "neither",
            (await GhcRun.Async("policy", "check", "8+8")).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Diff_NamesTheRulesThatDiffer()
    {
        var answer = (await GhcRun.Async("policy", "diff", "7+3", "5+3")).Expect(ExitCodes.SomeRefused);

        Assert.Contains("inbound.redThroughDay", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("inbound.greenOnDay", answer.Output, StringComparison.Ordinal);
        Assert.Contains("7+3", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("u002B", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "u002B",
            (await GhcRun.Async("policy", "diff", "7+3", "5+3", "--output", "json")).Output,
            StringComparison.Ordinal
        );
        Assert.All(
            (await GhcRun.NarrowAsync("policy", "diff", "7+3", "5+3")).Output.Split('\n'),
            line => Assert.InRange(line.TrimEnd().Length, 0, 80)
        );
        (await GhcRun.Async("policy", "diff", "7+3", "7+3")).Expect(ExitCodes.Done);
    }

    [Fact]
    public async Task Publish_FirstOfficer_ShowsWhatItWouldChangeAndChangesNothing()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var client = app.CreateClient();
        await new Traveler().ApplyAsync(app, client, daysAgo: 5);
        var officer = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));
        string[] service = ["--url", client.BaseAddress!.ToString(), "--token", officer];

        var publish = (await GhcRun.Async(["policy", "publish", "5+3", "--effective-at", "2022-07-15T00:00:00Z", .. service])).Expect(
            ExitCodes.Done
        );
        Assert.Contains("red->yellow: 1", publish.Output, StringComparison.Ordinal);
        Assert.Contains("a second officer", publish.Output, StringComparison.Ordinal);

        var show = (await GhcRun.Async(["policy", "show", .. service])).Expect(ExitCodes.Done);
        Assert.Contains("In force: number 0, 7+3", show.Output, StringComparison.Ordinal);
        // What waits is shown with what it changes and what its trial counted.
        Assert.Contains(
            "Waiting for a second officer until 2022-07-22 10:00: number 1, 5+3, to decide at once.",
            show.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("inbound.redThroughDay: 7 -> 5", show.Output, StringComparison.Ordinal);
        Assert.Contains("Its trial (done, 1 holders): red->yellow: 1", show.Output, StringComparison.Ordinal);
        var narrow = (await GhcRun.NarrowAsync(["policy", "show", .. service])).Expect(ExitCodes.Done);
        Assert.All(narrow.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains("7+3", narrow.Output, StringComparison.Ordinal);
        Assert.Contains(
            "version-not-in-force",
            (await GhcRun.Async(["policy", "rollback", "1", .. service])).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Health: ok",
            (await GhcRun.Async("deploy", "check", client.BaseAddress!.ToString())).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Login_TokenGoesIntoAVariable_QuestionsDoNot()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var client = app.CreateClient();
        var officer = new Traveler();
        await Inspector.SignInAsync(app, client, officer, new Role(Role.Officer, ""));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var before = await officer.CodesAsync(client);
        string[] login = ["login", officer.E164, "--url", client.BaseAddress!.ToString()];

        var answer = (
            await GhcRun.TypingAsync([() => Task.FromResult(Inspector.Password), () => officer.NewCodeAsync(client, before)], login)
        ).Expect(ExitCodes.Done);

        var token = Assert.Single(answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "In force",
            (await GhcRun.Async("policy", "show", "--url", client.BaseAddress!.ToString(), "--token", token)).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );
        Assert.Contains("Password:", answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Inspector.Password, answer.Errors, StringComparison.Ordinal);
        Assert.Equal("", (await GhcRun.Async(login)).Expect(ExitCodes.Unusable).Output);
    }

    [Fact]
    public async Task Publish_OfficerLeavesMeanwhile_IsSaidToBeDoneAndCanBeWatched()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["AzureWebJobs.SweepHolders.Disabled"] = "true";
        await using var app = new GhcApp(settings);
        app.UseKestrel();
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var (first, second) = (officers.First, officers.Second);
        string[] service = ["--url", client.BaseAddress!.ToString()];
        (await client.CallAsync(HttpMethod.Put, "api/policy?effectiveAt=2022-07-15T00:00:00Z", Policy.Pack("5+3").Json, first)).Expect(202);

        var publishing = GhcRun.Async([
            "policy",
            "publish",
            "5+3",
            "--effective-at",
            "2022-07-15T00:00:00Z",
            .. service,
            "--token",
            second,
        ]);
        await Wait.UntilAsync(async () => (await client.GetAsync("api/sweeps/publication-1", first)).Status == 200);
        (await client.PostAsync("api/logout-everywhere", body: null, second)).Expect(204);

        var answer = (await publishing).Expect(ExitCodes.Unwatched);
        Assert.Contains("5+3 is published", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("ghc policy watch publication-1", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_WithoutServiceOrToken_SaysSo()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var client = app.CreateClient();

        (await GhcRun.Async("policy", "show")).Expect(ExitCodes.Unusable);
        Assert.Contains(
            "401",
            (await GhcRun.Async("policy", "show", "--url", client.BaseAddress!.ToString())).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "signs",
            (await GhcRun.Async("policy", "show", "--url", client.BaseAddress!.ToString(), "--token", "Password:\nx"))
                .Expect(ExitCodes.Unusable)
                .Errors,
            StringComparison.Ordinal
        );
        (await GhcRun.Async("deploy", "check", "http://127.0.0.1:9")).Expect(ExitCodes.Unreachable);
    }
}
