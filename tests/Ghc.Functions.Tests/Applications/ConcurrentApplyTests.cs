using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Applications;

/// <summary>Many apply for one document at once: one gets it, and what is stored says who.</summary>
public sealed class ConcurrentApplyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const int Many = 16;

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Apply_FromSixteenPhones_OnePhoneGetsTheDocument()
    {
        var document = await CrossedAsync();
        var phones = Enumerable.Range(0, Many).Select(_ => document with { Number = new Traveler().Number }).ToList();
        var codes = await Task.WhenAll(phones.Select(phone => phone.SmsCodeAsync(app, client)));

        var answers = await Task.WhenAll(phones.Zip(codes, (phone, code) => client.PostAsync("api/apply", phone.Application(code))));

        var winner = Assert.Single(answers, answer => answer.Status == 201);
        // An application that comes when the document is taken already asks its new owner, who is not asked by everybody at once.
        Assert.All(
            answers.Where(answer => answer != winner),
            answer => Assert.Contains(answer.Code, (string[])["already-registered", "consent-required", "too-many-requests"])
        );
        (await client.GetAsync("api/code", winner.Text("accessToken"))).Expect(200);
        await ExpectOneAccountAsync(document);

        // The others may still sign up with documents of their own: the code in hand was not spent.
        var loser = phones.Zip(codes).First(pair => answers[phones.IndexOf(pair.First)] != winner);
        var own = await CrossedAsync() with { Number = loser.First.Number };
        (await client.PostAsync("api/apply", own.Application(loser.Second))).Expect(201);
    }

    [Fact]
    public async Task Apply_SixteenTimesFromOnePhone_AppliesOnce()
    {
        var anna = await CrossedAsync();
        var code = await anna.SmsCodeAsync(app, client);

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => client.PostAsync("api/apply", anna.Application(code))));

        var winner = Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(
            answers.Where(answer => answer != winner),
            answer => Assert.Contains(answer.Code, (string[])["already-registered", "wrong-sms-code", "locked"])
        );
        (await client.GetAsync("api/code", winner.Text("accessToken"))).Expect(200);
        await app.DrainAsync("sms-outbox");
        Assert.Single(await anna.TextsAsync(client), text => text.Contains("https://ghc.example", StringComparison.Ordinal));
        await ExpectOneAccountAsync(anna);
    }

    private async Task<Traveler> CrossedAsync()
    {
        var traveler = new Traveler();
        await app.IngestAsync("border-crossings", traveler.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return traveler;
    }

    private async Task ExpectOneAccountAsync(Traveler document)
    {
        var key = app.DocumentKey(document);
        var shown = Assert.Single(await app.RowsAsync(TableNames.Accounts), row => row.RowKey == $"holder|{key}");
        Assert.Equal(shown.PartitionKey, (await app.HolderAsync(document)).Status!.Owner!.PhoneKey);
    }
}
