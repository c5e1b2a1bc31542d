using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Companions;

/// <summary>A companion who gets a phone of their own.</summary>
public sealed class TakeAlongTests(Azurite azurite)
{
    [Fact]
    public async Task Apply_AsCompanionOfAnother_TakesHolderAlongAndTellsTheFormerAccount()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var other = await Family.ArrivedAsync(app, "OLD SMITH");
        var id = (await client.AddAsync(child, token)).Expect(201).Text("holderId");
        var stays = (await client.AddAsync(other, token)).Expect(201).Text("holderId");

        var own = (await TakeAsync(app, client, anna, child)).Expect(201);

        Assert.Equal(id, own.Text("holderId"));
        (await client.GetAsync("api/code", own.Text("accessToken"))).Expect(200);
        (await client.GetAsync($"api/code?holder={id}", token)).Expect(404, "holder-not-found");
        Assert.Equal([stays], await client.CompanionsAsync(token));
        (await client.DeleteAsync($"api/companions/{id}", token)).Expect(404, "holder-not-found");
        (await client.AddAsync(child, token)).Expect(409, "consent-required");
        await Wait.UntilAsync(async () => (await Left(anna, client)) is not null);
        var text = (await Left(anna, client))!;
        Assert.Contains("L*** S***", text, StringComparison.Ordinal);
        Assert.DoesNotContain(child.Name, text, StringComparison.Ordinal);
        Assert.DoesNotContain(child.IdNumber, text, StringComparison.Ordinal);
        Assert.DoesNotContain(child.Number, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AsCompanion_NotVerified_LeavesTheHolderWhereItIs()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        (await client.AddAsync(child, token)).Expect(201);

        var wrong = child with { LatestCrossingYear = 2021 };
        (await client.PostAsync("api/apply", wrong.Application(await child.SmsCodeAsync(app, client)))).Expect(
            422,
            "identity-verification-failed"
        );

        Assert.Single(await client.CompanionsAsync(token));
    }

    [Fact]
    public async Task Apply_TwoPhonesForOneCompanion_OneWins()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        (await client.AddAsync(child, token)).Expect(201);
        var otherPhone = child with { Number = new Traveler().Number };
        var (consent, code) = await ConsentAsync(app, client, anna, child);
        var other = await otherPhone.SmsCodeAsync(app, client);

        // The code is good for one of them.
        var answers = await Task.WhenAll(
            client.PostAsync("api/apply", child.Application(code, consentCode: consent)),
            client.PostAsync("api/apply", otherPhone.Application(other, consentCode: consent))
        );

        Assert.Equal([201, 401], answers.Select(answer => answer.Status).Order());
        (await client.GetAsync("api/code", answers.Single(answer => answer.Status == 201).Text("accessToken"))).Expect(200);
        Assert.Empty(await client.CompanionsAsync(token));
    }

    [Fact]
    public async Task Apply_WhileTheCompanionIsAdded_OneOfTheTwoHasThem()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var code = await child.SmsCodeAsync(app, client);

        var answers = await Task.WhenAll(client.AddAsync(child, token), client.PostAsync("api/apply", child.Application(code)));

        // Whoever comes second is asked for the consent of the first.
        Assert.Equal([201, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(answers[0].Status == 201 ? 1 : 0, (await client.CompanionsAsync(token)).Length);
    }

    [Fact]
    public async Task Apply_AsCompanion_AnyCrash_RepeatingEndsWithOneOwnerAndATextToTheOther()
    {
        var texts = 0;
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var anna = new Traveler();
                var token = await anna.ApplyAsync(app, client);
                var child = await Family.ArrivedAsync(app);
                (await client.AddAsync(child, token)).Expect(201);
                var (consent, code) = await ConsentAsync(app, client, anna, child);
                return (Anna: anna, Token: token, Child: child, Code: code, Consent: consent);
            },
            async (client, world) => await client.PostAsync("api/apply", world.Child.Application(world.Code, consentCode: world.Consent)),
            async (app, client, world, answer) =>
            {
                var again = await client.PostAsync("api/apply", world.Child.Application(world.Code, consentCode: world.Consent));
                if (answer is null)
                {
                    Assert.True(again.Status == 201 || again.Code is "already-registered" or "wrong-sms-code", again.Json?.ToJsonString());
                    await app.DrainAsync("sms-outbox");
                    texts += await Left(world.Anna, client) is null ? 0 : 1;
                }

                var signedIn = again.Status == 201 ? again : await SignInAsync(app, client, world.Child);
                (await client.GetAsync("api/code", signedIn.Text("accessToken"))).Expect(200);
                Assert.Empty(await client.CompanionsAsync(world.Token));
            }
        );
        Assert.InRange(calls, 8, 20);

        // Where the crash came after the text had left, the process that died sent it; everywhere else the one that went on did.
        Assert.InRange(texts, 5, calls);
    }

    private static async Task<Answer> TakeAsync(GhcApp app, HttpClient client, Traveler owner, Traveler child)
    {
        var (consent, code) = await ConsentAsync(app, client, owner, child);
        return await client.PostAsync("api/apply", child.Application(code, consentCode: consent));
    }

    /// <summary>The code that went to the owner, and the one with which the child's phone is proven.</summary>
    private static async Task<(string Consent, string Code)> ConsentAsync(GhcApp app, HttpClient client, Traveler owner, Traveler child)
    {
        var (known, code) = (await owner.CodesAsync(client), await child.SmsCodeAsync(app, client));
        (await client.PostAsync("api/apply", child.Application(code))).Expect(409, "consent-required");
        return (await owner.NewCodeAsync(client, known), code);
    }

    private static async Task<string?> Left(Traveler former, HttpClient client) =>
        (await former.TextsAsync(client)).SingleOrDefault(text => text.Contains("no longer shows it", StringComparison.Ordinal));

    private static async Task<Answer> SignInAsync(GhcApp app, HttpClient client, Traveler person)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return (await person.LoginAsync(app, client)).Expect(200);
    }
}
