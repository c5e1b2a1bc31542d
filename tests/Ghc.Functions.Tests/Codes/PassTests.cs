using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Codes;

/// <summary>A device that signed in goes on showing codes, and can do nothing else.</summary>
public sealed class PassTests(SharedApp shared, Azurite azurite) : IClassFixture<SharedApp>
{
    private const string Name = "__Host-ghc-pass";

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Pass_ShowsTheCode_ItsPictures_AndTheNames_OfOneselfAndCompanions()
    {
        var (anna, answer) = await AppliedAsync();
        var child = await Family.ArrivedAsync(app);
        var id = (await client.AddAsync(child, answer.Text("accessToken"))).Expect(201).Text("holderId");
        app.Clock.Advance(TimeSpan.FromDays(3));
        var phone = Device.Like(app, answer);

        var code = (await phone.GetAsync("api/code?minutes=5", token: null)).Expect(200);
        Assert.Equal((anna.Name, 5), (code.Text("name"), code["strip"].AsArray().Count));
        (await phone.GetAsync("api/code.svg", token: null)).Expect(200);
        (await phone.GetAsync("api/code.png", token: null)).Expect(200);
        (await phone.GetAsync($"api/code?holder={id}", token: null)).Expect(200);
        Assert.Equal(
            child.Name,
            (string?)Assert.Single((await phone.GetAsync("api/companions", token: null)).Expect(200).Json!.AsArray())!["name"]
        );
    }

    [Theory]
    [InlineData("GET", "api/account")]
    [InlineData("GET", "api/account/export")]
    [InlineData("GET", "api/account/devices")]
    [InlineData("DELETE", "api/account")]
    [InlineData("GET", "api/visits")]
    [InlineData("GET", "api/tests/missing")]
    [InlineData("GET", "api/printed-codes")]
    [InlineData("GET", "api/places")]
    [InlineData("POST", "api/companions")]
    [InlineData("POST", "api/set-password")]
    [InlineData("POST", "api/logout-everywhere")]
    [InlineData("POST", "api/account/phone")]
    [InlineData("PATCH", "api/account")]
    public async Task Pass_OpensNothingElse(string method, string path)
    {
        var (_, answer) = await AppliedAsync();

        (await Device.Like(app, answer).CallAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : new { })).Expect(
            401,
            "not-signed-in"
        );
    }

    [Fact]
    public async Task Pass_AsABearerToken_IsNoSession_AndASessionIsNoPass()
    {
        var (_, answer) = await AppliedAsync();
        var pass = PassOf(answer).Split(';')[0].Split('=', 2)[1];
        var phone = app.CreateClient(new() { HandleCookies = false });
        phone.DefaultRequestHeaders.Add("Cookie", $"{Name}={answer.Text("accessToken")}");

        (await client.GetAsync("api/account", pass)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/code", pass)).Expect(401, "not-signed-in");
        (await phone.GetAsync("api/code", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Pass_IsACookie_ThatNoScriptReads_AndNoOtherSiteSends()
    {
        var (_, answer) = await AppliedAsync();
        var cookie = PassOf(answer);

        Assert.All(
            ["httponly", "secure", "samesite=strict", "path=/"],
            part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        var elsewhere = Device.Like(app, answer);
        elsewhere.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        (await elsewhere.GetAsync("api/code", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Pass_NotWanted_IsNotGiven_AndTakenBack()
    {
        var anna = await Family.ArrivedAsync(app);
        var answer = (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201);

        var borrowed = (
            await Device
                .Like(app, answer)
                .PostAsync(
                    "api/login",
                    new
                    {
                        phone = anna.Phone,
                        smsCode = await anna.SmsCodeAsync(app, client),
                        keepCode = false,
                    }
                )
        ).Expect(200);

        Assert.StartsWith($"{Name}=;", PassOf(borrowed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_InUse_LastsTwoWeeksFromThen_AndTwoMonthsInAll()
    {
        var (_, answer) = await AppliedAsync();
        var phone = Device.Like(app, answer);
        app.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Empty(Device.CookiesOf((await phone.GetAsync("api/code", token: null)).Expect(200)));
        var days = 0;
        for (; days < 70; days += 10)
        {
            app.Clock.Advance(TimeSpan.FromDays(10));
            var shown = await phone.GetAsync("api/code", token: null);
            if (shown.Status != 200)
            {
                break;
            }

            phone = Device.Like(app, shown);
        }

        Assert.Equal(50, days);
        var (_, unused) = await AppliedAsync();
        app.Clock.Advance(TimeSpan.FromDays(14));
        (await Device.Like(app, unused).GetAsync("api/code", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Pass_OfOnesOwnCode_IsOneRead()
    {
        // In an app of its own: other tests move the clock by weeks, and then timers run.
        await using var quiet = new GhcApp(azurite);
        var caller = quiet.CreateClient();
        var anna = await Family.ArrivedAsync(quiet, "ANNA SMITH");
        var phone = Device.Like(
            quiet,
            (await caller.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(quiet, caller)))).Expect(201)
        );
        await quiet.DrainAsync();
        quiet.Calls.Reset();

        (await phone.GetAsync("api/code", token: null)).Expect(200);

        Assert.Equal(["GET Holders"], quiet.Calls.Seen);
    }

    [Theory]
    [InlineData("sign-out")]
    [InlineData("everywhere")]
    [InlineData("password")]
    [InlineData("moved")]
    [InlineData("erased")]
    [InlineData("released")]
    [InlineData("device")]
    public async Task Pass_Copied_EndsWithWhateverEndsIt(string how)
    {
        var (anna, answer) = await AppliedAsync();
        var (thief, token) = (Device.Like(app, answer), answer.Text("accessToken"));
        (await thief.GetAsync("api/code", token: null)).Expect(200);
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        await EndAsync(how, anna, Device.Like(app, answer), token);

        var refused = await thief.GetAsync("api/code", token: null);
        Assert.Contains(refused.Code, (string[])["not-signed-in", "holder-not-found"]);
        (await thief.GetAsync($"api/companions", token: null)).Expect(how is "released" ? 200 : 401);
    }

    [Fact]
    public async Task Pass_AfterTheSession_CanStillBeSignedOut()
    {
        var (_, answer) = await AppliedAsync();
        app.Clock.Advance(TimeSpan.FromDays(1));

        (await Device.Like(app, answer).PostAsync("api/logout", null, token: null)).Expect(204);

        (await Device.Like(app, answer).GetAsync("api/code", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Password_SetOnADevice_LeavesItsOwnPass()
    {
        var (_, answer) = await AppliedAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var set = (
            await Device.Like(app, answer).PostAsync("api/set-password", new { password = "Kapok#2022" }, answer.Text("accessToken"))
        ).Expect(204);

        (await Device.Like(app, set).GetAsync("api/code", token: null)).Expect(200);
    }

    [Fact]
    public async Task Devices_AreListed_WithTheOneThatAsks_AndASignInAfterAnEndIsAnotherDevice()
    {
        var (anna, answer) = await AppliedAsync();
        var phone = Device.Like(app, answer);
        phone.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/103.0 Mobile Safari/537.36"
        );
        var again = (await phone.PostAsync("api/login", new { phone = anna.Phone, smsCode = await anna.SmsCodeAsync(app, client) })).Expect(
            200
        );
        (await anna.LoginAsync(app, client)).Expect(200);
        var token = again.Text("accessToken");

        var devices = (await Device.Like(app, again).GetAsync("api/account/devices", token)).Expect(200).Json!.AsArray();

        Assert.Equal(2, devices.Count);
        var own = Assert.Single(devices, device => (bool?)device!["this"] == true)!;
        var id = (string)own["deviceId"]!;
        (await client.DeleteAsync($"api/account/devices/{id}", token)).Expect(204);
        (await client.DeleteAsync($"api/account/devices/{id}", token)).Expect(404, "device-not-found");
        (await Device.Like(app, again).GetAsync("api/code", token: null)).Expect(401, "not-signed-in");
        var back = (
            await Device.Like(app, again).PostAsync("api/login", new { phone = anna.Phone, smsCode = await anna.SmsCodeAsync(app, client) })
        ).Expect(200);
        (await Device.Like(app, back).GetAsync("api/code", token: null)).Expect(200);
    }

    private async Task EndAsync(string how, Traveler anna, HttpClient phone, string token)
    {
        switch (how)
        {
            case "sign-out":
                (await phone.PostAsync("api/logout", null, token)).Expect(204);
                break;
            case "everywhere":
                (await phone.PostAsync("api/logout-everywhere", null, token)).Expect(204);
                break;
            case "password":
                (await phone.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
                break;
            case "moved":
                var next = anna with { Number = new Traveler().Number };
                var codes = (Old: await anna.SmsCodeAsync(app, client), New: await next.SmsCodeAsync(app, client));
                (
                    await phone.PostAsync(
                        "api/account/phone",
                        new
                        {
                            newPhone = next.Phone,
                            smsCode = codes.Old,
                            newSmsCode = codes.New,
                        },
                        token
                    )
                ).Expect(200);
                break;
            case "erased":
                (await phone.CallAsync(HttpMethod.Delete, "api/account", token: token)).Expect(204);
                break;
            case "released":
                var officer = await Officers.OneAsync(app, client);
                (await client.PostAsync($"api/holders/{app.DocumentKey(anna)}/release", new { reason = "document-shown" }, officer)).Expect(
                    204
                );
                break;
            case "device":
                var devices = (await phone.GetAsync("api/account/devices", token)).Expect(200).Json!.AsArray();
                (
                    await phone.CallAsync(HttpMethod.Delete, $"api/account/devices/{Assert.Single(devices)!["deviceId"]}", token: token)
                ).Expect(204);
                break;
        }
    }

    private async Task<(Traveler Anna, Answer Answer)> AppliedAsync()
    {
        var anna = await Family.ArrivedAsync(app, "ANNA SMITH");
        return (anna, (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201));
    }

    private static string PassOf(Answer answer) =>
        Assert.Single(Device.CookiesOf(answer), cookie => cookie.StartsWith($"{Name}=", StringComparison.Ordinal));
}
