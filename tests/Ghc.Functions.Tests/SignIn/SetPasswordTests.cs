using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

public sealed class SetPasswordTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string First = "Kapok#2022";
    private const string Second = "Lychee#2023";

    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("k1#", "length")]
    [InlineData("kqzwvjmp#hstdrglf1", "length")]
    [InlineData("kqzwvjmp#", "digit")]
    [InlineData("82736455#", "letter")]
    [InlineData("kqzwvjm17", "special")]
    [InlineData("", "length", "digit", "letter", "special")]
    public async Task SetPassword_Weak_SaysWhatIsUnmet(string password, params string[] unmet)
    {
        var answer = (await SetAsync(await new Traveler().ApplyAsync(app, client), password)).Expect(400, "weak-password");

        Assert.Equal(unmet, answer["unmet"].AsArray().Select(part => (string?)part));
    }

    [Fact]
    public async Task SetPassword_ByTravelerWithPassword_NeedsTheCurrentOne()
    {
        var anna = new Traveler();
        (await SetAsync(await anna.ApplyAsync(app, client), First)).Expect(204);
        var session = (await client.PostAsync("api/login", new { phone = anna.Phone, password = First })).Text("accessToken");

        Assert.NotNull((await SetAsync(session, Second)).Expect(400, "invalid-request")["errors"]["currentPassword"]);
        (await SetAsync(session, Second, current: "Wrong#2022")).Expect(401, "login-failed");
        (await SetAsync(session, Second, current: First)).Expect(204);
        (await client.PostAsync("api/login", new { phone = anna.Phone, password = First })).Expect(401, "login-failed");
        (await client.PostAsync("api/login", new { phone = anna.Phone, password = Second })).Expect(200);
    }

    [Fact]
    public async Task SetPassword_ForgottenByTraveler_TextIsEnough()
    {
        var anna = new Traveler();
        (await SetAsync(await anna.ApplyAsync(app, client), First)).Expect(204);
        var session = (await anna.LoginAsync(app, client)).Text("accessToken");

        (await SetAsync(session, Second)).Expect(204);
    }

    [Fact]
    public async Task SetPassword_ByStaff_AlwaysNeedsTheCurrentOne()
    {
        var officer = new Traveler();
        var both = await Inspector.SignInAsync(app, client, officer, new Role(Role.Officer, ""));
        var byText = (await officer.LoginAsync(app, client)).Text("accessToken");

        // Or one text message would give away both factors.
        foreach (var session in new[] { both, byText })
        {
            Assert.NotNull((await SetAsync(session, Second)).Expect(400, "invalid-request")["errors"]["currentPassword"]);
        }

        (await SetAsync(both, Second, current: Inspector.Password)).Expect(204);
    }

    [Fact]
    public async Task SetPassword_EndsOlderSessionsButNotTheOwn()
    {
        var anna = new Traveler();
        var older = await anna.ApplyAsync(app, client);
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        var own = (await anna.LoginAsync(app, client)).Text("accessToken");
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        var someoneElse = new string('0', 32);

        (await SetAsync(own, First)).Expect(204);

        (await client.GetAsync("api/code", older)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/code.svg", older)).Expect(401, "not-signed-in");
        (await client.GetAsync($"api/code?holder={someoneElse}", older)).Expect(401, "not-signed-in");
        (await SetAsync(older, Second)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/code", own)).Expect(200);
        (await client.GetAsync($"api/code?holder={someoneElse}", own)).Expect(404, "holder-not-found");
        var later = (await client.PostAsync("api/login", new { phone = anna.Phone, password = First })).Text("accessToken");
        (await client.GetAsync("api/code", later)).Expect(200);
    }

    private Task<Answer> SetAsync(string token, string password, string? current = null) =>
        client.PostAsync("api/set-password", new { password, currentPassword = current }, token);
}
