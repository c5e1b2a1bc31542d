using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Functions.Tests.Measures;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary>Officers find those who were at a place with a case, at the command line.</summary>
public sealed class ExposureCommandTests(Azurite azurite)
{
    [Fact]
    public async Task Officers_ProposeApproveShowAndEnd()
    {
        await using var app = new GhcApp(ExposureCalls.NewSettings(azurite));
        app.UseKestrel();
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var (now, anna) = (app.Clock.GetUtcNow(), new Traveler());
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        await ExposureCalls.ScannedAsync(app, anna, Inspector.PlaceId, now.AddHours(-3));
        string[] first = ["--url", client.BaseAddress!.ToString(), "--token", officers.First],
            second = ["--url", client.BaseAddress!.ToString(), "--token", officers.Second];
        string[] span = [Inspector.PlaceId, "--from", Text(now.AddHours(-4)), "--to", Text(now.AddHours(-1))];

        var proposed = (await GhcRun.Async(["exposure", "propose", .. span, "--output", "json", .. first])).Expect(ExitCodes.Done);
        var exposure = JsonNode.Parse(proposed.Output)!;
        var id = (string)exposure["exposureId"]!;
        Assert.Equal(("pending", 1), ((string?)exposure["state"], (int)exposure["trial"]!["changes"]!["green->yellow"]!));

        var shown = (await GhcRun.Async(["exposure", "show", id, .. second])).Expect(ExitCodes.Done).Output;
        Assert.All(
            ["Luohu Port", "green->yellow: 1", $"ghc exposure approve {id}"],
            text => Assert.Contains(text, Unwrapped(shown), StringComparison.Ordinal)
        );
        Assert.Contains(
            "needs-approval",
            (await GhcRun.Async(["exposure", "approve", id, .. first])).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));

        Assert.Contains(
            "1 people got the measure, 1 of them a text.",
            Unwrapped((await GhcRun.Async(["exposure", "approve", id, .. second])).Expect(ExitCodes.Done).Output),
            StringComparison.Ordinal
        );
        var people = JsonNode.Parse(
            (await GhcRun.Async(["exposure", "people", id, "--output", "json", .. first])).Expect(ExitCodes.Done).Output
        )!;
        Assert.Equal((anna.Masked(), true), ((string?)people[0]!["name"], (bool)people[0]!["told"]!));
        Assert.Contains(
            anna.Masked(),
            (await GhcRun.Async(["exposure", "people", id, .. first])).Expect(ExitCodes.Done).Output,
            StringComparison.Ordinal
        );

        (await GhcRun.Async(["exposure", "end", id, .. first])).Expect(ExitCodes.Done);
        await app.DrainAsync("measures", "recompute-colors");
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
    }

    [Fact]
    public async Task Propose_WrongPlaceOrTime_SaysWhich()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        var client = app.CreateClient();
        string[] officer = ["--url", client.BaseAddress!.ToString(), "--token", await Officers.OneAsync(app, client)];
        var now = app.Clock.GetUtcNow();

        Assert.Contains(
            "place-not-found",
            (await GhcRun.Async(["exposure", "propose", "no-such-place", "--from", Text(now.AddHours(-4)), "--to", Text(now), .. officer]))
                .Expect(ExitCodes.Unusable)
                .Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "from: ",
            (
                await GhcRun.Async([
                    "exposure",
                    "propose",
                    Inspector.PlaceId,
                    "--from",
                    Text(now.AddDays(-30)),
                    "--to",
                    Text(now),
                    .. officer,
                ])
            )
                .Expect(ExitCodes.Unusable)
                .Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "measure-not-found",
            (await GhcRun.Async(["exposure", "show", "20220715-0000000000000000", .. officer])).Expect(ExitCodes.Unusable).Errors,
            StringComparison.Ordinal
        );
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
