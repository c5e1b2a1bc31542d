using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Accounts;

public sealed class MovePhoneTests(Azurite azurite)
{
    [Fact]
    public async Task Move_BothPhonesProven_TakesEverythingAlong()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, token, child) = await FamilyAsync(app, client);
        (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { colorTexts = false }, token)).Expect(200);
        var moved = anna with { Number = new Traveler().Number };

        var answer = (await MoveAsync(app, client, anna, moved, token)).Expect(200);

        var session = answer.Text("accessToken");
        (await client.GetAsync("api/code", session)).Expect(200);
        Assert.Equal([child], await client.CompanionsAsync(session));
        (await client.GetAsync($"api/code?holder={child}", session)).Expect(200);
        var account = (await client.GetAsync("api/account", session)).Expect(200);
        Assert.Equal(
            (moved.Number, "false", "true"),
            ((string?)account["phone"]["number"], account.Text("colorTexts"), account.Text("hasPassword"))
        );
        (await client.GetAsync("api/code", token)).Expect(401, "not-signed-in");
        (await client.GetAsync($"api/code?holder={child}", token)).Expect(401, "not-signed-in");
        (await client.PostAsync("api/login", new { phone = anna.Phone, password = "Kapok#2022" })).Expect(401, "login-failed");
        (await client.PostAsync("api/login", new { phone = moved.Phone, password = "Kapok#2022" })).Expect(200);
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("another phone", StringComparison.Ordinal))
        );

        // The number is free: the next person who gets it may apply with it.
        await new Traveler { Number = anna.Number }.ApplyAsync(app, client);
    }

    [Fact]
    public async Task Move_Refused_SaysWhyAndMovesNothing()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, token, child) = await FamilyAsync(app, client);
        var moved = anna with { Number = new Traveler().Number };
        var bob = new Traveler();
        await bob.ApplyAsync(app, client);
        var (oldCode, newCode) = (await anna.SmsCodeAsync(app, client), await moved.SmsCodeAsync(app, client));

        Task<Answer> Try(object newPhone, string smsCode, string newSmsCode, string? session) =>
            client.PostAsync(
                "api/account/phone",
                new
                {
                    newPhone,
                    smsCode,
                    newSmsCode,
                },
                session
            );

        Assert.NotNull((await Try(moved.Phone, "wrong", newCode, token)).Expect(401, "wrong-sms-code")["errors"]["smsCode"]);
        Assert.NotNull((await Try(moved.Phone, oldCode, "wrong", token)).Expect(401, "wrong-sms-code")["errors"]["newSmsCode"]);
        (await Try(bob.Phone, oldCode, "wrong", token)).Expect(401, "wrong-sms-code");
        (await Try(bob.Phone, oldCode, await bob.SmsCodeAsync(app, client), token)).Expect(409, "already-registered");
        (await Try(anna.Phone, oldCode, oldCode, token)).Expect(400, "invalid-request");
        (await Try(new { areaCode = "852", number = "1" }, oldCode, newCode, token)).Expect(400, "invalid-phone");
        (await client.PostAsync("api/account/phone", new { newPhone = moved.Phone }, token)).Expect(400, "invalid-request");
        (await Try(moved.Phone, oldCode, newCode, session: null)).Expect(401, "not-signed-in");
        var officer = new Traveler();
        var staff = await Inspector.SignInAsync(app, client, officer, new Role(Role.Officer, ""));
        (await Try(moved.Phone, "1", newCode, staff)).Expect(409, "staff-phone-fixed");

        (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal([child], await client.CompanionsAsync(token));
        (await Try(moved.Phone, oldCode, newCode, token)).Expect(200);
    }

    [Fact]
    public async Task Move_ToTwoPhonesAtOnce_OneWins()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, token, child) = await FamilyAsync(app, client);
        var targets = new[] { anna with { Number = new Traveler().Number }, anna with { Number = new Traveler().Number } };
        var oldCode = await anna.SmsCodeAsync(app, client);
        var codes = new[] { await targets[0].SmsCodeAsync(app, client), await targets[1].SmsCodeAsync(app, client) };

        var answers = await Task.WhenAll(
            targets.Zip(
                codes,
                (target, code) =>
                    client.PostAsync(
                        "api/account/phone",
                        new
                        {
                            newPhone = target.Phone,
                            smsCode = oldCode,
                            newSmsCode = code,
                        },
                        token
                    )
            )
        );

        var winner = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Contains(answers.Single(answer => answer != winner).Code, new[] { "too-many-requests", "wrong-sms-code", "not-signed-in" });
        Assert.Equal([child], await client.CompanionsAsync(winner.Text("accessToken")));
        (await client.GetAsync("api/code", winner.Text("accessToken"))).Expect(200);
    }

    [Fact]
    public async Task Move_TwoAccountsToOnePhone_OneWins()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, annas, _) = await FamilyAsync(app, client);
        var (bob, bobs, _) = await FamilyAsync(app, client);
        var target = new Traveler();
        var code = await target.SmsCodeAsync(app, client);
        var (annaCode, bobCode) = (await anna.SmsCodeAsync(app, client), await bob.SmsCodeAsync(app, client));

        var answers = await Task.WhenAll(
            client.PostAsync(
                "api/account/phone",
                new
                {
                    newPhone = target.Phone,
                    smsCode = annaCode,
                    newSmsCode = code,
                },
                annas
            ),
            client.PostAsync(
                "api/account/phone",
                new
                {
                    newPhone = target.Phone,
                    smsCode = bobCode,
                    newSmsCode = code,
                },
                bobs
            )
        );

        Assert.Single(answers, answer => answer.Status == 200);
        var loser = answers[0].Status == 200 ? bobs : annas;
        (await client.GetAsync("api/code", loser)).Expect(200);
        Assert.Single(await client.CompanionsAsync(loser));
    }

    [Fact]
    public async Task Move_AnyCrash_RepeatingMoves()
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            ArrangeAsync,
            (client, world) => TryAsync(client, world),
            async (app, client, world, answer) =>
            {
                var again = await TryAsync(client, world);
                answer?.Expect(200);

                // The old account is gone at the very end, and its session with it.
                Assert.True(again.Status == 200 || again.Code == "not-signed-in", again.Json?.ToJsonString());
                var session = again.Status == 200 ? again.Text("accessToken") : await SignInAsync(app, client, world.New);
                await IsWholeAsync(client, world, session);
            }
        );
        Assert.InRange(calls, 12, 40);
    }

    [Fact]
    public async Task Move_AnyCrashAndNeverRepeated_SigningInFinishesIt()
    {
        await Crashes.EverywhereAsync(
            azurite,
            ArrangeAsync,
            (client, world) => TryAsync(client, world),
            async (app, client, world, answer) =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(3));
                var old = await world.Old.LoginAsync(app, client);
                var moved = await world.New.LoginAsync(app, client);

                // One of the two phones has all of it, and the other nothing.
                Assert.Equal([200, 401], new[] { old.Status, moved.Status }.Order());
                await IsWholeAsync(client, world, (old.Status == 200 ? old : moved).Text("accessToken"));
            }
        );
    }

    private sealed record World(Traveler Old, Traveler New, string Token, string Child, string OldCode, string NewCode);

    private static async Task<World> ArrangeAsync(GhcApp app, HttpClient client)
    {
        var (anna, token, child) = await FamilyAsync(app, client);
        var moved = anna with { Number = new Traveler().Number };
        return new World(anna, moved, token, child, await anna.SmsCodeAsync(app, client), await moved.SmsCodeAsync(app, client));
    }

    private static Task<Answer> TryAsync(HttpClient client, World world) =>
        client.PostAsync(
            "api/account/phone",
            new
            {
                newPhone = world.New.Phone,
                smsCode = world.OldCode,
                newSmsCode = world.NewCode,
            },
            world.Token
        );

    private static async Task IsWholeAsync(HttpClient client, World world, string session)
    {
        (await client.GetAsync("api/code", session)).Expect(200);
        Assert.Equal([world.Child], await client.CompanionsAsync(session));
        (await client.GetAsync($"api/code?holder={world.Child}", session)).Expect(200);
    }

    private static async Task<(Traveler Anna, string Token, string Child)> FamilyAsync(GhcApp app, HttpClient client)
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        return (anna, token, (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId"));
    }

    private static async Task<Answer> MoveAsync(GhcApp app, HttpClient client, Traveler from, Traveler to, string token) =>
        await client.PostAsync(
            "api/account/phone",
            new
            {
                newPhone = to.Phone,
                smsCode = await from.SmsCodeAsync(app, client),
                newSmsCode = await to.SmsCodeAsync(app, client),
            },
            token
        );

    private static async Task<string> SignInAsync(GhcApp app, HttpClient client, Traveler person)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return (await person.LoginAsync(app, client)).Expect(200).Text("accessToken");
    }
}
