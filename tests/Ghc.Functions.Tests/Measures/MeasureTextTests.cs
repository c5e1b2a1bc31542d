using Ghc.Domain;
using Ghc.Functions.Colors;
using Ghc.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Measures;

/// <summary>What a holder is told of a measure: once, true at the time of reading, and with one wording of its end.</summary>
public sealed class MeasureTextTests(Azurite azurite)
{
    [Fact]
    public async Task AMeasureThatChangesTheColor_IsOneText_ThatNamesColorLawAndEnd()
    {
        await using var app = Start();
        var (client, anna, token, officers) = await GreenAsync(app);
        var until = new DateTimeOffset(2022, 7, 24, 16, 0, 0, TimeSpan.Zero);

        var id = await officers.PutOnAsync(anna, "home-quarantine", "area-control", until);
        await QuietAsync(app);

        var put = Assert.Single(await AboutAsync(client, anna));
        Assert.StartsWith(
            "[GHC] A*** S***: You are in home quarantine. Code: Green -> Red. Legal basis: Law on the Prevention",
            put,
            StringComparison.Ordinal
        );
        Assert.Contains("Until 2022-07-25 00:00 (Beijing time).", put, StringComparison.Ordinal);
        Assert.Equal("red", (await client.GetAsync("api/code", token)).Text("color"));

        await officers.LiftAsync(id);
        await QuietAsync(app);

        Assert.Contains(
            "a health measure was lifted (Home quarantine Code: Red -> Green.)",
            (await AboutAsync(client, anna))[^1],
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await AboutAsync(client, anna)).Count);
    }

    [Fact]
    public async Task AMeasureThatBeginsLater_IsToldInTheFutureTense_AndItsColorWhenItBegins()
    {
        await using var app = Start();
        var (client, anna, token, officers) = await GreenAsync(app);
        var from = app.Clock.GetUtcNow().AddDays(2);

        await officers.PutOnAsync(anna, "home-quarantine", "area-control", from.AddDays(7), from);
        // Carried out once more, in case the officer was cut off: nothing is told twice.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        await app.DrainAsync("measures");
        await QuietAsync(app);

        var text = Assert.Single(await AboutAsync(client, anna));
        Assert.StartsWith(
            $"[GHC] A*** S***: From {ChinaTime.TextOf(from)} (Beijing time) a health measure will apply to you: Home quarantine. Legal basis:",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("You are", text, StringComparison.Ordinal);
        var code = (await client.GetAsync("api/code", token, language: "en")).Expect(200);
        Assert.Equal(
            ("green", $"From {ChinaTime.TextOf(from)} (Beijing time) the code is red. Reason: Home quarantine."),
            (code.Text("color"), (string?)code["upcoming"][0]!["text"])
        );

        app.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        await app.Function<RecomputeDueColors>().Run(new TimerInfo(), TestContext.Current.CancellationToken);
        await QuietAsync(app);

        var begun = (await AboutAsync(client, anna))[^1];
        Assert.StartsWith("[GHC] Code of A*** S***: Green -> Red. You are in home quarantine.", begun, StringComparison.Ordinal);
        Assert.Contains($"Until {ChinaTime.TextOf(from.AddDays(7))} (Beijing time).", begun, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMeasureThatChangesNoColor_SaysNothingOfColors()
    {
        await using var app = Start();
        var (client, anna, _, officers) = await GreenAsync(app);
        var until = app.Clock.GetUtcNow().AddDays(5);
        await officers.PutOnAsync(anna, "close-contact", "contact-observation", until);
        await QuietAsync(app);

        await officers.PutOnAsync(anna, "home-quarantine", "area-control", until);
        await QuietAsync(app);

        var texts = await AboutAsync(client, anna);
        Assert.Equal(2, texts.Count);
        Assert.DoesNotContain(
            "->",
            texts.Single(text => text.Contains("home quarantine", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    private GhcApp Start()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["ColorTexts:Patience"] = "00:00:02";
        return new GhcApp(settings);
    }

    private static async Task<(HttpClient Client, Traveler Anna, string Token, Officers Officers)> GreenAsync(GhcApp app)
    {
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        var officers = await Officers.SignInAsync(app, client);
        await QuietAsync(app);
        return (client, anna, token, officers);
    }

    private static Task QuietAsync(GhcApp app) => app.DrainAsync("lab-results", "recompute-colors", "color-news", "sms-outbox");

    private static async Task<IReadOnlyList<string>> AboutAsync(HttpClient client, Traveler anna) =>
        [.. (await anna.TextsAsync(client)).Where(text => text.Contains(anna.Masked(), StringComparison.Ordinal))];
}
