using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Applications;

/// <summary>Documents cannot be tried out: what was refused is counted before it is told, by phone and by address.</summary>
public sealed class GuessingTests(Azurite azurite)
{
    private const int PerDay = 20;

    [Fact]
    public async Task Apply_SixtyFourIdentities_TwentyAreTold()
    {
        await using var app = new GhcApp(azurite);
        var (client, thief) = (app.CreateClient(), new Traveler());
        var code = await thief.SmsCodeAsync(app, client);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(n => client.PostAsync("api/apply", (thief with { IdNumber = $"Y{n:D7}" }).Application(code)))
        );

        Assert.Equal(PerDay, answers.Count(answer => answer.Status == 422));
        Assert.All(
            answers.Where(answer => answer.Status != 422),
            answer => Assert.NotNull(answer.Expect(429, "too-many-requests").Response.Headers.RetryAfter)
        );
    }

    [Fact]
    public async Task Apply_TheSameIdentityAgain_CountsOnce_AndIsVerifiedOnceItsCrossingHasCome()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var code = await anna.SmsCodeAsync(app, client);
        foreach (var _ in Enumerable.Range(0, PerDay + 5))
        {
            (await client.PostAsync("api/apply", anna.Application(code))).Expect(422, "no-crossing-record");
        }

        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-1)));
        (await client.PostAsync("api/apply", anna.Application(code))).Expect(201);
    }

    [Fact]
    public async Task AddCompanion_Guesses_CountWithThoseOfTheApplication_AndEndWithTheDay()
    {
        await using var app = new GhcApp(azurite);
        var (client, thief) = (app.CreateClient(), new Traveler());
        var token = await thief.ApplyAsync(app, client);
        foreach (var n in Enumerable.Range(0, PerDay))
        {
            (await client.AddAsync(thief with { IdNumber = $"Y{n:D7}" }, token)).Expect(422);
        }

        var wait = (await client.AddAsync(thief with { IdNumber = "Y9999999" }, token))
            .Expect(429, "too-many-requests")
            .Response.Headers.RetryAfter!.Delta!.Value;
        Assert.Equal(new DateTimeOffset(2022, 7, 16, 0, 0, 0, TimeSpan.FromHours(8)), app.Clock.GetUtcNow() + wait);
    }

    [Fact]
    public async Task AddCompanion_SixtyFourIdentities_TwentyAreTold()
    {
        await using var app = new GhcApp(azurite);
        var (client, thief) = (app.CreateClient(), new Traveler());
        var token = await thief.ApplyAsync(app, client);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => client.AddAsync(thief with { IdNumber = $"Y{n:D7}" }, token)));

        Assert.Equal(PerDay, answers.Count(answer => answer.Status == 422));
        Assert.All(answers.Where(answer => answer.Status != 422), answer => answer.Expect(429, "too-many-requests"));
    }

    [Fact]
    public async Task Apply_ManyPhonesOfOneAddress_AreStoppedOverAllInstances()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Site:ClientAddressHeader"] = "X-Forwarded-For";
        settings.Values["SignInBudget:RefusedIdentitiesPerHour"] = "4";
        await using var first = new GhcApp(settings);
        await using var second = new GhcApp(settings);
        HttpClient[] clients = [From(first), From(second)];
        var answers = new List<Answer>();
        foreach (var n in Enumerable.Range(0, 8))
        {
            var thief = new Traveler();
            answers.Add(await clients[n % 2].PostAsync("api/apply", thief.Application(await thief.SmsCodeAsync(first, clients[n % 2]))));
        }

        Assert.Equal(4, answers.Count(answer => answer.Status == 422));
        Assert.Equal(4, answers.Count(answer => answer.Code == "too-many-requests"));
    }

    private static HttpClient From(GhcApp app)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        return client;
    }
}
