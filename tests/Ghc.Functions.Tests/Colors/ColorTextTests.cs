using System.Text.Json;
using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Domain.Measures;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Colors;

/// <summary>Texts about a color that changed: the right words, to whom it concerns, once.</summary>
public sealed class ColorTextTests(Azurite azurite)
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_TurnsTheCodeGreen_OwnerIsToldFromWhatToWhatWhyAndWhere()
    {
        await using var app = new GhcApp(Impatient());
        var (client, anna, _) = await YellowAsync(app);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));

        Assert.Equal(
            [
                "[GHC] Code of A*** S***: Yellow -> Green. Nothing is held against you any more. Show your code as usual. https://ghc.example",
            ],
            await ToldAsync(app, client, anna, 1)
        );
    }

    [Fact]
    public async Task FirstOfTwoTests_IsGreenForNow_AndTheTextSaysUntilWhenAndWhatEndsIt()
    {
        await using var app = new GhcApp(Impatient());
        var (client, anna, _) = await YellowAsync(app, daysAgo: 40);
        var (key, now) = (await KeyAsync(app, anna), app.Clock.GetUtcNow());
        var exposure = new Measure("20220715-00000000000000e1", MeasureKind.Exposure, now.AddHours(-2), now.AddDays(14));
        await app
            .Services.GetRequiredService<HoldersTable>()
            .AddAsync(key, new ReportedFact((await app.HolderAsync(anna)).Status!.Document, exposure), TestEnd);
        await app.SendAsync("recompute-colors", Recompute(key));
        Assert.Contains("Green -> Yellow", Assert.Single(await ToldAsync(app, client, anna, 1)), StringComparison.Ordinal);

        await app.SendAsync("lab-results", anna.LabResult(now.AddHours(-1)));

        Assert.Equal(
            $"[GHC] Code of A*** S***: Yellow -> Green. From {ChinaTime.TextOf(now.AddHours(23))} (Beijing time) the code is yellow. You were at the same place at the same time as a case. "
                + $"Take a nucleic acid test as soon as you can. A negative nucleic acid test sampled after {ChinaTime.TextOf(now.AddHours(23))} ends it. https://ghc.example",
            (await ToldAsync(app, client, anna, 2))[1]
        );
    }

    [Fact]
    public async Task Time_TurnsTheCodeYellow_OwnerIsToldOnceWithReasonAndAdvice()
    {
        await using var app = new GhcApp(Impatient());
        var client = app.CreateClient();
        var anna = new Traveler();
        await anna.ApplyAsync(app, client, daysAgo: 2);
        await QuietAsync(app);

        // From day 3 to day 8; nobody sends anything.
        app.Clock.Advance(TimeSpan.FromDays(5));
        var text = Assert.Single(await ToldAsync(app, client, anna, 1));

        Assert.StartsWith(
            "[GHC] Code of A*** S***: Red -> Yellow. You entered recently and are in home health monitoring. Until 2022-08-09 00:00 (Beijing time). Without a test the code turns green by itself on the day shown. A negative nucleic acid test sampled after 2022-07-22 00:00 ends it.",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith("https://ghc.example", text, StringComparison.Ordinal);

        // The next change that time brings was noted as well.
        app.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Contains("Yellow -> Green", (await ToldAsync(app, client, anna, 2))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Color_IsTold_InTheLanguageOfTheAccount()
    {
        await using var app = new GhcApp(Impatient());
        var client = app.CreateClient();
        var anna = new Traveler();
        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-10)));
        (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client), "zh-HK"), language: "en")).Expect(201);
        await QuietAsync(app);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));

        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("由黃碼轉為綠碼", StringComparison.Ordinal))
        );
        Assert.StartsWith("【粵康碼】", (await anna.TextsAsync(client))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_SeenByTheOwnerFirst_IsNotTold()
    {
        var settings = Impatient();
        settings.Values["ColorTexts:Patience"] = "00:00:10";
        await using var app = new GhcApp(settings);
        var (client, anna, token) = await YellowAsync(app);

        app.Calls.Reset();
        Assert.Equal("yellow", (await client.GetAsync("api/code", token)).Text("color"));
        Assert.Equal(["GET Holders"], app.Calls.Seen);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await Wait.UntilAsync(async () => (await client.GetAsync("api/code", token)).Text("color") == "green");
        await QuietAsync(app);

        Assert.Empty(await AboutColorsAsync(client, anna));
        app.Calls.Reset();
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
        Assert.Equal(["GET Holders"], app.Calls.Seen);

        // What comes later is news again.
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), "positive", "A-2"));
        Assert.Contains("Green -> Red", Assert.Single(await ToldAsync(app, client, anna, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetCode_QueueIsAway_ShowsTheNewColorAllTheSame()
    {
        var settings = Impatient();
        settings.Values["ColorTexts:Patience"] = "1.00:00:00";
        await using var app = new GhcApp(settings);
        var (client, anna, token) = await YellowAsync(app);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));

        // After the status and, once in ten minutes, the names of laboratories.
        app.Calls.FailAfter(2);

        Assert.Equal("green", await client.ColorAsync(token));
        Assert.True(app.Calls.HasFailed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetCode_QueueIsNotMetOrNeverAnswers_ShowsTheNewColorAllTheSame(bool met)
    {
        var settings = Impatient();
        settings.Values["ColorTexts:Patience"] = "1.00:00:00";
        await using var app = new GhcApp(settings);
        var (client, anna, token) = await YellowAsync(app);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        var (sending, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        app.Calls.Meanwhile = call =>
        {
            if (
                !call.AbsolutePath.EndsWith("/color-news/messages", StringComparison.Ordinal)
                || !call.Query.Contains("messagettl", StringComparison.Ordinal)
            )
            {
                return Task.CompletedTask;
            }

            // The exception is what Azure.Core throws after its retries.
            sending.TrySetResult();
            return met ? never.Task : throw new AggregateException("Planned fault: no connection.");
        };

        var asking = client.GetAsync("api/code", token);
        await sending.Task;
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("green", (await asking).Expect(200).Text("color"));
    }

    [Fact]
    public async Task Change_OwnerOptedOut_IsNotTold()
    {
        await using var app = new GhcApp(Impatient());
        var (client, anna, _) = await YellowAsync(app);
        await app
            .Services.GetRequiredService<AccountsTable>()
            .ChangeDataAsync(app.PhoneKeyOf(anna), data => data with { ColorTexts = false }, TestEnd);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await QuietAsync(app);

        Assert.Empty(await AboutColorsAsync(client, anna));
        Assert.Contains(app.Logs.Lines, line => line.Contains("by text: False", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_MoreThanADayMayHave_WaitForTheNextText_ButRedIsAlwaysTold()
    {
        var settings = Impatient();
        settings.Values["ColorTexts:PerDay"] = "1";
        await using var app = new GhcApp(settings);
        var (client, anna, _) = await YellowAsync(app);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await ToldAsync(app, client, anna, 1);
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), "positive", "A-2"));
        Assert.Contains("Green -> Red", (await ToldAsync(app, client, anna, 2))[1], StringComparison.Ordinal);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), "positive", "A-2", 2, "cancelled"));
        await QuietAsync(app);
        Assert.Equal(2, (await AboutColorsAsync(client, anna)).Count);

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow(), "positive", "A-3"));
        await QuietAsync(app);
        Assert.Equal(2, (await AboutColorsAsync(client, anna)).Count);
    }

    /// <summary>
    /// Five companions with one family name turn red by one batch: nobody is left out, and the family can tell them apart.
    /// </summary>
    [Fact]
    public async Task Family_TurnsRedAtOnce_IsToldByOneText_OnWhichEachIsNamed()
    {
        var settings = Impatient();
        settings.Values["ColorTexts:Patience"] = "00:00:02";
        await using var app = new GhcApp(settings);
        var (client, anna, token) = await YellowAsync(app, daysAgo: 40);
        string[] names = ["王小明", "王小红", "王大伟", "王芳", "王芳"];
        var companions = new List<Traveler>();
        foreach (var name in names)
        {
            var companion = new Traveler { Name = name, Country = "HK" };
            await app.IngestAsync("border-crossings", companion.Crossing(app.Clock.GetUtcNow().AddDays(-40)));
            (await client.AddAsync(companion, token)).Expect(201);
            companions.Add(companion);
        }

        await QuietAsync(app);
        foreach (var companion in companions)
        {
            await app.SendAsync("lab-results", companion.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        }

        await QuietAsync(app);
        var texts = await AboutColorsAsync(client, anna);
        foreach (var name in names[..3])
        {
            Assert.Single(texts, text => text.Contains($"{name}: Green -> Red", StringComparison.Ordinal));
        }

        Assert.All(
            companions[3..],
            companion => Assert.Single(texts, text => text.Contains($"王芳 ({Masked(companion)}): Green -> Red", StringComparison.Ordinal))
        );
        Assert.True(texts.Count < names.Length, $"{texts.Count} texts were sent.");
    }

    [Fact]
    public async Task Change_ManyMessagesAtOnce_IsToldOnce()
    {
        await using var app = new GhcApp(Impatient());
        var (client, anna, _) = await YellowAsync(app);
        var (key, result) = (await KeyAsync(app, anna), anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? app.SendAsync("lab-results", result) : app.SendAsync("color-news", News(key)))
        );
        await ToldAsync(app, client, anna, 1);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.SendAsync("color-news", News(key))));
        await QuietAsync(app);

        Assert.Single(await AboutColorsAsync(client, anna));
        Assert.Empty(await app.PoisonAsync("color-news"));
        Assert.Empty(await app.PoisonAsync("recompute-colors"));
    }

    [Fact]
    public async Task Recompute_NothingToTell_IsOneQueryAndOneWrite()
    {
        await using var app = new GhcApp(Impatient());
        var (client, anna, _) = await YellowAsync(app, daysAgo: 2);
        var key = await KeyAsync(app, anna);
        await AddFactAsync(app, anna, key);
        app.Calls.Reset();

        await app.Function<RecomputeColor>().Run(Recompute(key), TestEnd);
        Assert.Equal(["GET Holders", "PUT Holders"], app.Calls.Seen);

        app.Calls.Reset();
        await app.Function<RecomputeColor>().Run(Recompute(key), TestEnd);
        Assert.Equal(["GET Holders"], app.Calls.Seen);
        Assert.Empty(await AboutColorsAsync(client, anna));
    }

    [Fact]
    public void Account_WrittenBeforeThereWereColorTexts_WantsThem()
    {
        var data = JsonSerializer.Deserialize(
            """{"phone":"+85251100000","language":"en","createdAt":"2022-07-15T02:00:00Z"}""",
            AccountStoreJson.Types.AccountData
        )!;

        Assert.True(data.ColorTexts);
    }

    private AppSettings Impatient()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["ColorTexts:Patience"] = "00:00:00";
        return settings;
    }

    /// <summary>Day 11 after the entry, unless said otherwise.</summary>
    private static async Task<(HttpClient Client, Traveler Traveler, string Token)> YellowAsync(GhcApp app, int daysAgo = 10)
    {
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client, daysAgo);
        await QuietAsync(app);
        return (client, anna, token);
    }

    private static Task QuietAsync(GhcApp app) => app.DrainAsync("lab-results", "recompute-colors", "color-news", "sms-outbox");

    private static async Task<IReadOnlyList<string>> ToldAsync(GhcApp app, HttpClient client, Traveler traveler, int count)
    {
        await Wait.UntilAsync(async () => (await AboutColorsAsync(client, traveler)).Count >= count);
        await QuietAsync(app);
        var texts = await AboutColorsAsync(client, traveler);
        Assert.Equal(count, texts.Count);
        return texts;
    }

    private static string Masked(Traveler traveler)
    {
        Assert.False(
            Domain.Documents.Document.Parse(traveler.IdType, traveler.IdNumber, traveler.Issuance).Refused(out _, out var document)
        );
        return document!.Masked;
    }

    internal static async Task<IReadOnlyList<string>> AboutColorsAsync(HttpClient client, Traveler traveler) =>
        [.. (await traveler.TextsAsync(client)).Where(text => text.Contains("->", StringComparison.Ordinal))];

    internal static async Task<string> KeyAsync(GhcApp app, Traveler traveler) =>
        (await app.Services.GetRequiredService<AccountsTable>().LoadAsync(app.PhoneKeyOf(traveler), TestEnd)).Data!.HolderId!;

    internal static async Task AddFactAsync(GhcApp app, Traveler traveler, string key)
    {
        Assert.False(
            LabResults
                .LabMessages.Parse(traveler.LabResult(app.Clock.GetUtcNow().AddHours(-1)), app.Clock.GetUtcNow())
                .Refused(out _, out var rows)
        );
        Assert.False(rows![0].Result.Refused(out _, out var reported));
        await app.Services.GetRequiredService<HoldersTable>().AddAsync(key, new ReportedFact(reported!.Document, reported.Result), TestEnd);
    }

    internal static string News(string key) => JsonSerializer.Serialize(new { schema = ColorNewsMessage.SchemaName, documentKey = key });

    internal static string Recompute(string key) =>
        JsonSerializer.Serialize(
            new
            {
                schema = RecomputeColorMessage.SchemaName,
                documentKey = key,
                cause = "test",
            }
        );
}
