using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Applications;

/// <summary>
/// The process dies between any two storage calls of applying; the traveler tries again, and gets the code or can still get it.
/// </summary>
public sealed class ApplyCrashTests(Azurite azurite)
{
    private const int TooMany = 20;

    private readonly AppSettings settings = new(azurite.NewAccount());

    [Fact]
    public async Task Apply_DeathAfterEveryCall_OwnerGetsTheCodeAndIsTold()
    {
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        var survived = false;
        for (var n = 0; n <= TooMany && !survived; n++)
        {
            var (anna, rival) = (new Traveler(), new Traveler());
            rival = anna with { Number = rival.Number };
            var code = await PrepareAsync(anna);
            survived = !await DieAfterAsync(n, anna, code);
            if (survived)
            {
                break;
            }

            await using var app = new GhcApp(settings);
            using var client = app.CreateClient();

            // Whoever else tries within the two minutes is told to wait, or is first: never both.
            var again = await client.PostAsync("api/apply", anna.Application(code));
            if (again.Status != 201)
            {
                // The account was written and only the answer was lost: the code is spent, and signing in works.
                Assert.Contains(again.Code, (string[])["already-registered", "wrong-sms-code"]);
                again = (await anna.LoginAsync(app, client)).Expect(200);
            }

            (await client.GetAsync("api/code", again.Text("accessToken"))).Expect(200);
            (await client.PostAsync("api/apply", rival.Application(await rival.SmsCodeAsync(app, client)))).Expect(409, "consent-required");
            Assert.Single(await app.RowsAsync(TableNames.Accounts), row => row.RowKey == $"holder|{app.DocumentKey(anna)}");
            await app.DrainAsync("sms-outbox");
        }

        Assert.True(survived, $"{TooMany} calls were not enough.");
    }

    [Fact]
    public async Task Apply_DeathAndNoSecondTry_AnotherPhoneGetsTheDocumentAfterTwoMinutes()
    {
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        for (var n = 0; n <= TooMany; n++)
        {
            var anna = new Traveler();
            var rival = anna with { Number = new Traveler().Number };
            if (!await DieAfterAsync(n, anna, await PrepareAsync(anna)))
            {
                return;
            }

            await using var app = new GhcApp(settings);
            using var client = app.CreateClient();
            app.Clock.Advance(TimeSpan.FromMinutes(2.1));
            var answer = await client.PostAsync("api/apply", rival.Application(await rival.SmsCodeAsync(app, client)));

            // Either the rival has it, or Anna's account does and she signs in: the document is never claimed by nobody.
            var owner = answer.Status == 201 ? answer : await anna.LoginAsync(app, client);
            (await client.GetAsync("api/code", owner.Expect(answer.Status == 201 ? 201 : 200).Text("accessToken"))).Expect(200);
        }

        Assert.Fail($"{TooMany} calls were not enough.");
    }

    private async Task<string> PrepareAsync(Traveler anna)
    {
        await using var app = new GhcApp(settings);
        using var client = app.CreateClient();
        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        return await anna.SmsCodeAsync(app, client);
    }

    /// <summary>
    /// True if it died: the caller got no proper answer. What sends the texts runs beside it, so a fault may come right after the answer
    /// too.
    /// </summary>
    private async Task<bool> DieAfterAsync(int n, Traveler anna, string code)
    {
        await using var app = new GhcApp(settings);
        using var client = app.CreateClient();
        app.Calls.FailAfter(n);
        var answer = await client.PostAsync("api/apply", anna.Application(code));
        answer.Expect(app.Calls.HasFailed && answer.Status != 201 ? 503 : 201);
        return answer.Status == 503;
    }
}
