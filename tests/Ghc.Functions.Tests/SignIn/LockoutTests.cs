using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>However many guess, and however they do it, five answers are checked; then everybody waits, longer each time.</summary>
public sealed class LockoutTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const int Many = 64;
    private const string Password = "Kapok#2022";

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Login_SixtyFourWrongPasswords_FiveAreChecked(bool known)
    {
        var anna = known ? await WithPasswordAsync() : new Traveler();

        var answers = await AllAsync(_ => anna.LoginAsync(client, password: "Wrong#2022"));

        ExpectFiveChecked(answers);
        if (known)
        {
            // Guessing passwords does not keep the owner from signing in by text.
            (await anna.LoginAsync(client, password: Password)).Expect(429, "locked");
            (await anna.LoginAsync(client, smsCode: await anna.SmsCodeAsync(app, client))).Expect(200);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Login_SixtyFourWrongCodes_FiveAreChecked(bool known)
    {
        var anna = known ? await WithPasswordAsync() : new Traveler();
        var code = await anna.SmsCodeAsync(app, client);
        var wrong = Enumerable.Range(100_000, Many + 1).Select(n => $"{n}").Where(guess => guess != code).ToList();

        var answers = await AllAsync(n => anna.LoginAsync(client, smsCode: wrong[n]));

        ExpectFiveChecked(answers);
        (await anna.LoginAsync(client, smsCode: code)).Expect(429, "locked");
    }

    [Fact]
    public async Task Apply_SixtyFourWrongCodes_FiveAreChecked()
    {
        var anna = new Traveler();
        var code = await anna.SmsCodeAsync(app, client);
        var wrong = Enumerable.Range(100_000, Many + 1).Select(n => $"{n}").Where(guess => guess != code).ToList();

        var answers = await AllAsync(n => client.PostAsync("api/apply", anna.Application(wrong[n])));

        Assert.Equal(5, answers.Count(answer => answer.Code == "wrong-sms-code"));
        Assert.Equal(Many - 5, answers.Count(answer => answer.Code == "locked"));
    }

    [Fact]
    public async Task Login_WrongCodes_SurviveAResend()
    {
        var anna = await WithPasswordAsync();
        await anna.SmsCodeAsync(app, client);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            (await anna.LoginAsync(client, smsCode: "wrong")).Expect(401, "login-failed");
        }

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        var code = await anna.SmsCodeAsync(app, client);
        (await anna.LoginAsync(client, smsCode: "wrong")).Expect(401, "login-failed");
        (await anna.LoginAsync(client, smsCode: code)).Expect(429, "locked");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Login_WrongAgainAfterALock_LocksTwiceAsLong(bool known)
    {
        var anna = known ? await WithPasswordAsync() : new Traveler();
        await AllAsync(_ => anna.LoginAsync(client, password: "Wrong#2022"));
        var locks = new List<int>();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            var seconds = RetryAfter((await anna.LoginAsync(client, password: "Wrong#2022")).Expect(429, "locked"));
            locks.Add(seconds);
            app.Clock.Advance(TimeSpan.FromSeconds(seconds));
            (await anna.LoginAsync(client, password: "Wrong#2022")).Expect(401, "login-failed");
        }

        Assert.Equal([60, 120, 240, 480, 960, 1920, 3600, 3600], locks);
    }

    [Fact]
    public async Task Login_UnknownPhone_AnswersLikeAKnownOne()
    {
        var (known, unknown) = (await WithPasswordAsync(), new Traveler());
        foreach (var phone in new[] { known, unknown })
        {
            await phone.SmsCodeAsync(app, client);
        }

        // A wrong code, a wrong password, both, a right code for nobody: one answer.
        var answers = new List<Answer>
        {
            await known.LoginAsync(client, smsCode: "123"),
            await unknown.LoginAsync(client, smsCode: "123"),
            await known.LoginAsync(client, password: "Wrong#2022"),
            await unknown.LoginAsync(client, password: "Wrong#2022"),
            await known.LoginAsync(client, smsCode: "123", password: Password),
            await unknown.LoginAsync(client, smsCode: "123", password: Password),
        };
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        answers.Add(await unknown.LoginAsync(client, smsCode: await unknown.SmsCodeAsync(app, client)));

        Assert.All(answers, answer => answer.Expect(401, "login-failed"));
        Assert.Single(answers.Select(answer => answer.Json!.ToJsonString()).Distinct());
        Assert.Single(
            answers
                .Select(answer => string.Join('|', answer.Response.Headers.Select(header => header.Key).Order(StringComparer.Ordinal)))
                .Distinct()
        );
    }

    private async Task<Traveler> WithPasswordAsync()
    {
        var anna = new Traveler();
        (await client.PostAsync("api/set-password", new { password = Password }, await anna.ApplyAsync(app, client))).Expect(204);
        return anna;
    }

    private static Task<Answer[]> AllAsync(Func<int, Task<Answer>> call) => Task.WhenAll(Enumerable.Range(0, Many).Select(call));

    private static int RetryAfter(Answer answer) => (int)answer.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds;

    private static void ExpectFiveChecked(Answer[] answers)
    {
        Assert.Equal(5, answers.Count(answer => (answer.Status, answer.Code) == (401, "login-failed")));
        Assert.Equal(
            Many - 5,
            answers.Count(answer => (answer.Status, answer.Code) == (429, "locked") && RetryAfter(answer) is > 0 and <= 60)
        );
    }
}
