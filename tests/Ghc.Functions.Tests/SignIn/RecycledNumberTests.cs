using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>A phone number gets a new owner: a text alone shows them nothing of the former one, and takes nothing from that one.</summary>
public sealed class RecycledNumberTests(Azurite azurite)
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(50);

    [Fact]
    public async Task Login_ByTextAfterALongTime_NeedsOneMoreProof()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        app.Clock.Advance(Long);
        var code = await anna.SmsCodeAsync(app, client);

        (await anna.LoginAsync(client, code)).Expect(403, "proof-required");
        (await anna.LoginAsync(client, code, idNumber: "X7654321")).Expect(401, "login-failed");
        (await anna.LoginAsync(client, code, idNumber: anna.IdNumber.ToLowerInvariant())).Expect(200);

        // From now on the number is hers again.
        (await anna.LoginAsync(client, await anna.SmsCodeAsync(app, client))).Expect(200);
    }

    [Fact]
    public async Task Login_AfterALongTime_FromADeviceThatSignedInBefore_NeedsNoMore()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        var applied = (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client)))).Expect(201);
        app.Clock.Advance(Long);

        (await anna.LoginAsync(Device.Like(app, applied), await anna.SmsCodeAsync(app, client))).Expect(200);
    }

    [Fact]
    public async Task NotMine_FreesTheNumber_AndErasesNothingOfTheFormerOwner()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        app.Clock.Advance(Long);
        var bert = await Family.ArrivedAsync(app, "BERT JONES") with { Number = anna.Number };
        var code = await bert.SmsCodeAsync(app, client);

        (
            await client.PostAsync("api/account/not-mine", new { phone = bert.Phone, smsCode = code == "000000" ? "000001" : "000000" })
        ).Expect(401, "login-failed");
        (await client.PostAsync("api/account/not-mine", new { phone = bert.Phone, smsCode = code })).Expect(204);

        (await client.PostAsync("api/apply", bert.Application(await bert.SmsCodeAsync(app, client)))).Expect(201);
        var later = anna with { Number = new Traveler().Number };
        var back = (await client.PostAsync("api/apply", later.Application(await later.SmsCodeAsync(app, client)))).Expect(201);
        Assert.Single((await app.HolderAsync(anna)).Status!.Tests);
        (await client.GetAsync("api/code", back.Text("accessToken"))).Expect(200);
    }

    [Fact]
    public async Task NotMine_OfANumberThatIsInUse_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client);

        (await client.PostAsync("api/account/not-mine", new { phone = anna.Phone, smsCode = await anna.SmsCodeAsync(app, client) })).Expect(
            403,
            "forbidden"
        );

        (await client.GetAsync("api/code", token)).Expect(200);
    }
}
