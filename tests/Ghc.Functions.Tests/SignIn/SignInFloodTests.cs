using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>Hashing passwords is slow on purpose. Whoever makes the service hash must not keep others from signing in.</summary>
public sealed class SignInFloodTests(Azurite azurite)
{
    private const string Password = "Kapok#2022";

    [Fact]
    public async Task Login_BehindAPasswordThatIsNeverChecked_IsToldToComeBackAndTextsAreNotHeldUp()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Passwords:Patience"] = "00:00:00.100";
        await using var app = new GhcApp(settings);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var code = await anna.SmsCodeAsync(app, client);
        await app.DrainAsync();
        var (reached, released, first) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        app.Calls.Meanwhile = async call =>
        {
            if (call.AbsolutePath.Contains("/Accounts", StringComparison.Ordinal) && Interlocked.Exchange(ref first, 1) == 0)
            {
                reached.SetResult();
                await released.Task;
            }
        };
        var slow = LoginAsync(client, anna, password: "Wrong#2022");
        await reached.Task;

        var refused = (await LoginAsync(client, anna, password: Password)).Expect(429, "too-many-requests");

        Assert.Equal(TimeSpan.FromSeconds(1), refused.Response.Headers.RetryAfter!.Delta);
        (await LoginAsync(client, anna, smsCode: code)).Expect(200);
        (await client.PostAsync("api/apply", anna.Application("000000"))).Expect(401, "wrong-sms-code");
        released.SetResult();
        (await slow).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Login_ManyWrongPasswordsFromOneAddress_ItsPasswordsWaitAndItsTextsDoNot()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Site:ClientAddressHeader"] = "X-Forwarded-For";
        settings.Values["SignInBudget:WrongPasswords"] = "3";
        settings.Values["SignInBudget:Window"] = "01:00:00";
        await using var app = new GhcApp(settings);
        var (client, anna) = (app.CreateClient(), new Traveler());
        (await client.PostAsync("api/set-password", new { password = Password }, await anna.ApplyAsync(app, client))).Expect(204);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            // Right ones cost nothing; wrong ones of any phone do.
            (await LoginAsync(client, anna, password: Password, from: "203.0.113.7")).Expect(200);
            (await LoginAsync(client, new Traveler(), password: Password, from: "203.0.113.7")).Expect(401, "login-failed");
        }

        var refused = (await LoginAsync(client, anna, password: Password, from: "203.0.113.7")).Expect(429, "too-many-requests");
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        (await LoginAsync(client, anna, smsCode: await anna.SmsCodeAsync(app, client), from: "203.0.113.7")).Expect(200);
        (await LoginAsync(client, anna, password: Password, from: "203.0.113.8")).Expect(200);
    }

    private static Task<Answer> LoginAsync(
        HttpClient client,
        Traveler who,
        string? smsCode = null,
        string? password = null,
        string? from = null
    )
    {
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", from ?? "203.0.113.9");
        return client.PostAsync(
            "api/login",
            new
            {
                phone = who.Phone,
                smsCode,
                password,
            }
        );
    }
}
