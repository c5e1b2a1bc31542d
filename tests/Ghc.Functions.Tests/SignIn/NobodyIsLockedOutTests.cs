using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>A stranger who knows a phone number can neither keep its owner from signing in nor use up their texts.</summary>
public sealed class NobodyIsLockedOutTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Password = "Kapok#2022";

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task WrongCodes_WithoutACodeOutstanding_AreNotCounted()
    {
        var (anna, _) = await RegisteredAsync();
        foreach (var _ in Enumerable.Range(0, 40))
        {
            (await anna.LoginAsync(client, "123456")).Expect(401, "login-failed");
        }

        (await anna.LoginAsync(client, await anna.SmsCodeAsync(app, client))).Expect(200);
    }

    [Fact]
    public async Task WrongCodes_AllThatStrangersHave_LeaveADeviceThatSignedInBeforeItsOwn()
    {
        var (anna, device) = await RegisteredAsync();
        var code = await anna.SmsCodeAsync(app, client);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await anna.LoginAsync(client, Other(code));
        }

        (await anna.LoginAsync(client, code)).Expect(429, "locked");
        (await anna.LoginAsync(device, Other(code))).Expect(401, "login-failed");
        (await anna.LoginAsync(device, code)).Expect(200);
    }

    [Fact]
    public async Task WrongPasswords_OfStrangers_LeaveADeviceThatSignedInBeforeItsOwn()
    {
        var (anna, device) = await RegisteredAsync();
        var session = (await anna.LoginAsync(client, await anna.SmsCodeAsync(app, client))).Expect(200).Text("accessToken");
        device = Device.Like(app, (await device.PostAsync("api/set-password", new { password = Password }, session)).Expect(204));
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await client.PostAsync("api/login", new { phone = anna.Phone, password = "Wrong#2022" });
        }

        (await client.PostAsync("api/login", new { phone = anna.Phone, password = Password })).Expect(429, "locked");
        (await device.PostAsync("api/login", new { phone = anna.Phone, password = Password })).Expect(200);
    }

    [Fact]
    public async Task DeviceCookie_OpensNothing_AndIsKeptFromScriptsAndOtherSites()
    {
        var (anna, _) = await RegisteredAsync();
        var signedIn = (await anna.LoginAsync(client, await anna.SmsCodeAsync(app, client))).Expect(200);
        var cookie = Assert.Single(Device.CookiesOf(signedIn), cookie => cookie.StartsWith("__Host-ghc-device=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        (await Device.Like(app, signedIn).GetAsync("api/account", token: null)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", cookie.Split(';')[0].Split('=', 2)[1])).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task DeviceOfAnotherPhone_IsAStranger()
    {
        var (anna, _) = await RegisteredAsync();
        var (_, foreign) = await RegisteredAsync();
        var code = await anna.SmsCodeAsync(app, client);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await anna.LoginAsync(client, Other(code));
        }

        (await anna.LoginAsync(foreign, code)).Expect(429, "locked");
    }

    [Fact]
    public async Task RightCode_SentTwiceByADoubleTap_LocksNobody()
    {
        var (anna, _) = await RegisteredAsync();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            var code = await anna.SmsCodeAsync(app, client);
            var taps = await Task.WhenAll(anna.LoginAsync(client, code), anna.LoginAsync(client, code));

            Assert.Equal([200, 401], taps.Select(tap => tap.Status).Order());
        }
    }

    [Fact]
    public async Task TextsOfTheDay_UsedUpByAStranger_AreNotThoseOfAKnownDevice_AndComeBackWhenOneIsUsed()
    {
        var (anna, device) = await RegisteredAsync();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            (await AskAsync(client, anna)).Expect(202);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await AskAsync(client, anna)).Expect(429, "too-many-requests");
        IReadOnlyList<string> known = [];
        await Wait.UntilAsync(async () => (known = await anna.CodesAsync(client)).Count == 11);
        (await AskAsync(device, anna)).Expect(202);
        (await anna.LoginAsync(device, await anna.NewCodeAsync(client, known))).Expect(200);
        (await AskAsync(client, anna)).Expect(202);
    }

    private async Task<(Traveler Anna, HttpClient Device)> RegisteredAsync()
    {
        var anna = await Family.ArrivedAsync(app, "ANNA SMITH");
        return (
            anna,
            Device.Like(app, (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201))
        );
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static Task<Answer> AskAsync(HttpClient from, Traveler who) => from.PostAsync("api/sms-codes", new { phone = who.Phone });
}
