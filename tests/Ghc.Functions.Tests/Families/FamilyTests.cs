using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Families;

/// <summary>A family applies on one form: everybody is judged alone, and nobody has to be entered twice.</summary>
public sealed class FamilyTests(SharedApp shared, Azurite azurite) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Apply_FamilyOfFour_EverybodyIsRegistered_AndOneTextGoesOut()
    {
        var form = await FamilyForm.ArrivedAsync(app, client);

        var answer = (await form.SendAsync(client)).Expect(201);

        Assert.Equal(["registered", "registered", "registered", "registered"], answer.Outcomes());
        Assert.Equal(
            ["traveler", "companions[0]", "companions[1]", "companions[2]"],
            answer["members"].AsArray().Select(member => (string?)member!["member"])
        );
        Assert.Equal("CHILD B SMITH", (string?)answer.Member("companions[1]")["name"]);
        var token = answer.Text("accessToken");
        Assert.Equal(answer.Text("holderId"), (await client.GetAsync("api/code", token)).Expect(200).Text("holderId"));
        foreach (var member in answer["members"].AsArray())
        {
            Assert.Equal(
                (string?)member!["name"],
                (await client.GetAsync($"api/code?holder={member["holderId"]}", token)).Expect(200).Text("name")
            );
        }

        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);
        await app.DrainAsync();
        Assert.Equal(2, (await form.Traveler.TextsAsync(client)).Count);
    }

    [Fact]
    public async Task Apply_OneUnknown_TheOthersAreIn_AndTheMendedOneFollowsWithTheSession()
    {
        var form = await FamilyForm.ArrivedAsync(app, client);
        var wrong = form.With(1, form.Companions[1] with { IdNumber = "X9999999" });

        var answer = (await wrong.SendAsync(client, "zh-Hans")).Expect(201);

        Assert.Equal(["registered", "registered", "no-crossing-record", "registered"], answer.Outcomes());
        var refused = answer.Member("companions[1]");
        Assert.Equal(
            ("refused", 1590650023, "未查到出入境记录"),
            ((string?)refused["outcome"], (int?)refused["problem"]!["number"], (string?)refused["problem"]!["title"])
        );
        var token = answer.Text("accessToken");
        Assert.Equal(2, (await client.CompanionsAsync(token)).Length);

        // All of them again, with the one mended: nobody is there twice.
        Assert.Equal(["registered", "registered", "registered"], (await form.AddAsync(client, token)).Expect(201).Outcomes());
        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);
    }

    [Fact]
    public async Task Apply_Together_OneUnknown_NobodyIsRegistered_AndTheSameCodeServesForTheMendedForm()
    {
        var form = (await FamilyForm.ArrivedAsync(app, client)) with { Together = true };
        var wrong = form.With(2, form.Companions[2] with { LatestCrossingYear = 2021 });

        var answer = (await wrong.SendAsync(client)).Expect(422, "family-refused");

        Assert.Equal(["verified", "verified", "verified", "identity-verification-failed"], answer.Outcomes());
        Assert.DoesNotContain(
            await app.RowsAsync(TableNames.Accounts),
            row => row.PartitionKey == app.PhoneKeyOf(form.Traveler) && row.RowKey.StartsWith("holder|", StringComparison.Ordinal)
        );

        // Nobody was claimed either: another traveler can add the child at once.
        var other = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var shared = form.With(0, child).With(2, form.Companions[2] with { LatestCrossingYear = 2021 });
        (await shared.SendAsync(client)).Expect(422);
        (await client.AddAsync(child, other)).Expect(201);

        Assert.Equal(["registered", "registered", "registered", "registered"], (await form.SendAsync(client)).Expect(201).Outcomes());
    }

    [Fact]
    public async Task Apply_TravelerUnknown_NobodyIsRegistered_AndEverybodyIsToldOf()
    {
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 2);
        var wrong = (form with { Traveler = form.Traveler with { Name = "SOMEBODY ELSE" } }).With(1, new Traveler());

        var answer = (await wrong.SendAsync(client)).Expect(422, "family-refused");

        Assert.Equal(["identity-verification-failed", "verified", "no-crossing-record"], answer.Outcomes());
        (await form.SendAsync(client)).Expect(201);
    }

    [Fact]
    public async Task Apply_ErrorsOfAField_NameThePersonAndTheField()
    {
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 2);
        var permit = new Traveler
        {
            IdType = "hong-kong-macao-permit",
            IdNumber = "H01234567",
            Country = "HK",
        };

        var unread = (await form.With(1, permit with { IdNumber = "H" }).SendAsync(client)).Expect(400, "invalid-request");
        Assert.Contains(unread["errors"].AsObject(), error => error.Key == "companions[1].idNumber");
        var told = (await form.With(1, permit).SendAsync(client)).Expect(201);

        // Without its number of issuance a permit is not found, and that is what is asked for.
        var problem = told.Member("companions[1]")["problem"]!;
        Assert.Equal("invalid-request", (string?)problem["code"]);
        Assert.Contains(problem["errors"]!.AsObject(), error => error.Key == "companions[1].issuanceNumber");
    }

    [Fact]
    public async Task Apply_SameRequestAgain_AnswersTheSame_WithoutUsingTheCodeTwice()
    {
        var form = (await FamilyForm.ArrivedAsync(app, client)) with { RequestId = Guid.NewGuid().ToString() };
        form = form.With(2, new Traveler());
        var first = (await form.SendAsync(client)).Expect(201);

        var again = (await form.SendAsync(client)).Expect(201);

        Assert.Equal(first["members"].ToJsonString(), again["members"].ToJsonString());
        Assert.Equal(2, (await client.CompanionsAsync(again.Text("accessToken"))).Length);
        await app.DrainAsync();
        Assert.Equal(2, (await form.Traveler.TextsAsync(client)).Count);

        // Another request is not let in by the code, and neither is this one once the code would be over, or all sessions were ended.
        (await (form with { RequestId = null }).SendAsync(client)).Expect(401, "wrong-sms-code");
        (await (form with { RequestId = Guid.NewGuid().ToString() }).SendAsync(client)).Expect(401, "wrong-sms-code");
        (await (form with { Together = true }).SendAsync(client)).Expect(401, "wrong-sms-code");
        (await form.With(2, new Traveler()).SendAsync(client)).Expect(401, "wrong-sms-code");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await client.PostAsync("api/logout-everywhere", new { }, again.Text("accessToken"))).Expect(204);
        (await form.SendAsync(client)).Expect(401, "wrong-sms-code");
    }

    [Fact]
    public async Task Apply_SameRequestAfterTheCodeRanOut_IsRefused()
    {
        var form = (await FamilyForm.ArrivedAsync(app, client, companions: 1)) with { RequestId = Guid.NewGuid().ToString() };
        (await form.SendAsync(client)).Expect(201);

        app.Clock.Advance(TimeSpan.FromMinutes(6));

        (await form.SendAsync(client)).Expect(401, "wrong-sms-code");
    }

    [Fact]
    public async Task Apply_CompanionOfAnotherAccount_NeedsConsent_LikeOneAlone()
    {
        var other = new Traveler();
        var token = await other.ApplyAsync(app, client);
        var form = (await FamilyForm.ArrivedAsync(app, client, companions: 2)) with { Together = true };
        (await client.AddAsync(form.Companions[0], token)).Expect(201);
        var known = await other.CodesAsync(client);

        var asked = (await form.SendAsync(client)).Expect(422, "family-refused");
        Assert.Equal(["verified", "consent-required", "verified"], asked.Outcomes());
        Assert.Single(await client.CompanionsAsync(token));
        var code = await other.NewCodeAsync(client, known);

        var wrong = (
            await (form with { Consents = new Dictionary<int, string> { [0] = code == "000000" ? "000001" : "000000" } }).SendAsync(client)
        ).Expect(422);
        Assert.Contains(wrong.Member("companions[0]")["problem"]!["errors"]!.AsObject(), error => error.Key == "companions[0].consentCode");
        (await (form with { Consents = new Dictionary<int, string> { [0] = code } }).SendAsync(client)).Expect(201);
        Assert.Empty(await client.CompanionsAsync(token));
        await Wait.UntilAsync(async () =>
            (await other.TextsAsync(client)).Any(text => text.Contains("no longer shows it", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Apply_PhoneWithAnAccount_IsToldToSignIn_AndGoesOnFromThere()
    {
        var (form, token) = await FamilyForm.SignedInAsync(app, client);
        form = form with { Code = await form.Traveler.SmsCodeAsync(app, client) };

        (await form.SendAsync(client)).Expect(409, "already-registered");

        (await form.AddAsync(client, token)).Expect(201);
        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);
    }

    [Fact]
    public async Task Calls_PerPerson_AreFewerThanOneByOne()
    {
        await using var quiet = new GhcApp(azurite);
        var caller = quiet.CreateClient();
        var form = await FamilyForm.ArrivedAsync(quiet, caller, companions: 10);
        var (some, token) = await FamilyForm.SignedInAsync(quiet, caller, companions: 10);
        var (alone, one) = (await FamilyForm.ArrivedAsync(quiet, caller, companions: 0), await Family.ArrivedAsync(quiet));
        var second = await new Traveler().ApplyAsync(quiet, caller);
        await quiet.DrainAsync();
        await quiet.StopTriggersAsync();

        var apply = await CountAsync(() => caller.PostAsync("api/apply", alone.Traveler.Application(alone.Code)));
        var add = await CountAsync(() => caller.AddAsync(one, second));

        // Each person: one query, one write, one message. The family: one query and one transaction of the account, and the welcome.
        var family = await CountAsync(() => form.SendAsync(caller));
        Assert.Equal((3 * 11) + 3, family);
        Assert.True(family < apply + (10 * add), $"{family} calls instead of {apply} + 10 × {add}");

        // The rows are written in a transaction of their own, and the account is looked at once more.
        var several = await CountAsync(() => some.AddAsync(caller, token));
        Assert.Equal((3 * 10) + 3, several);
        Assert.True(several < 10 * add, $"{several} calls instead of 10 × {add}");

        // Of somebody who is not known, two queries. They are counted in two calls for the phone, and in two for every three of them for
        // the address.
        Assert.Equal(
            1 + (2 * 10) + 2 + (2 * 4),
            await CountAsync(
                () => (some with { Companions = [.. Enumerable.Range(0, 10).Select(_ => new Traveler())] }).AddAsync(caller, token),
                422
            )
        );

        async Task<int> CountAsync(Func<Task<Answer>> call, int status = 201)
        {
            quiet.Calls.Reset();
            (await call()).Expect(status);
            return quiet.Calls.Seen.Count;
        }
    }
}
