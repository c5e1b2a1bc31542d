using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Families;

/// <summary>A form for several people is no way around what holds for one.</summary>
public sealed class FamilyAbuseTests(Azurite azurite)
{
    private const int PerDay = 20;

    [Fact]
    public async Task Form_TooManyNobodyOrSomebodyTwice_IsRefusedByField()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 2);
        var token = await new Traveler().ApplyAsync(app, client);

        await ExpectAsync(form with { Companions = [.. Enumerable.Range(0, 11).Select(_ => new Traveler())] }, "companions");
        await ExpectAsync(form with { Companions = [] }, "companions");
        await ExpectAsync(form.With(1, form.Companions[0] with { Name = "ANOTHER NAME" }), "companions[1].idNumber");
        var own = (await form.With(1, form.Traveler).SendAsync(client)).Expect(400, "invalid-request");
        Assert.Contains(own["errors"].AsObject(), error => error.Key == "companions[1].idNumber");
        (await form.SendAsync(client)).Expect(201);

        async Task ExpectAsync(FamilyForm bad, string field)
        {
            foreach (var answer in new[] { await bad.SendAsync(client), await bad.AddAsync(client, token) })
            {
                Assert.Contains(answer.Expect(400, "invalid-request")["errors"].AsObject(), error => error.Key == field);
            }
        }
    }

    [Fact]
    public async Task Add_TravelerAsOwnCompanion_IsAnsweredLikeOneAlone()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (form, token) = await FamilyForm.SignedInAsync(app, client, companions: 1);

        var answer = (await (form with { Companions = [form.Traveler, .. form.Companions] }).AddAsync(client, token)).Expect(201);

        Assert.Equal(["already-registered", "registered"], answer.Outcomes());
        (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Single(await client.CompanionsAsync(token));
    }

    [Fact]
    public async Task Form_WrongTypesAtEachPosition_AreNamed()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 2);
        string[] values = ["null", "1", "true", "\"x\"", "[]", "{}", "[null]", "{\"a\":1}", "1e400", "\"\\ud800\""];
        string[] members =
        [
            "traveler",
            "companions",
            "companions[0]",
            "companions[1]",
            "companions[1].relationship",
            "companions[1].latestCrossingYear",
            "traveler.phone",
            "together",
            "requestId",
        ];
        foreach (var member in members)
        {
            foreach (var value in values)
            {
                var answer = await client.PostAsync("api/families", Replace(form, member, value));
                var fine = member switch
                {
                    "together" => value is "null" or "true",
                    "requestId" => value == "null",
                    _ => false,
                };
                Assert.True(
                    answer.Status == (fine ? 201 : 400) || (fine && answer.Status == 401),
                    $"{member} {value}: {answer.Status} {answer.Json}"
                );
                if (!fine)
                {
                    Assert.Contains(
                        answer["errors"].AsObject(),
                        error => error.Key.StartsWith(member.Split('[', '.')[0], StringComparison.Ordinal) || error.Key == "body"
                    );
                }
            }
        }

        var huge = $"{{\"companions\":[{string.Join(',', Enumerable.Repeat("{}", 9000))}]}}";
        (await client.PostAsync("api/families", huge)).Expect(400, "invalid-request");
        (await client.PostAsync("api/families", $"{{\"requestId\":\"{new string('x', 200_000)}\"}}")).Expect(400, "invalid-request");
        (await client.PostAsync("api/families", $"{{\"companions\":{new string('[', 5000)}")).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task Guesses_OfForms_CountLikeThoseOfOneAlone_AndNoneIsHiddenInACrowd()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 1);
        var told = 0;
        for (var n = 0; n < 4; n++)
        {
            var guesses = Enumerable.Range(0, 7).Select(m => new Traveler { IdNumber = $"Y{n}{m:D6}" });
            var answer = await (form with { Together = true, Companions = [.. guesses, form.Companions[0]] }).SendAsync(client);
            told += answer.Status == 422 ? answer.Outcomes().Count(outcome => outcome == "no-crossing-record") : 0;
            Assert.True(answer.Status == 422 || answer.Code == "too-many-requests");
        }

        // After 14 there is room for six, and seven are not tried at all.
        Assert.Equal(14, told);
        (await form.SendAsync(client)).Expect(201);
    }

    [Fact]
    public async Task Guesses_ManyFormsAtOnce_AreToldNoMoreThanADaysWorth()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var forms = Enumerable
            .Range(0, 16)
            .Select(n => new FamilyForm(
                new Traveler(),
                "",
                [.. Enumerable.Range(0, 10).Select(m => new Traveler { IdNumber = $"Y{n:D3}{m:D4}" })]
            ));

        var answers = await Task.WhenAll(forms.Select(form => form.AddAsync(client, token)));

        var outcomes = answers.Where(answer => answer.Status == 422).SelectMany(FamilyAnswers.Outcomes).ToList();
        Assert.Equal(PerDay, outcomes.Count(outcome => outcome == "no-crossing-record"));
        Assert.All(outcomes, outcome => Assert.True(outcome is "no-crossing-record" or "too-many-requests"));
        (await client.AddAsync(new Traveler(), token)).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task Guesses_OfOneAddress_AreStopped()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SignInBudget:RefusedIdentitiesPerHour"] = "4";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);

        var answer = await new FamilyForm(new Traveler(), "", [.. Enumerable.Range(0, 10).Select(_ => new Traveler())]).AddAsync(
            client,
            token
        );

        Assert.Equal(4, answer.Expect(422).Outcomes().Count(outcome => outcome == "no-crossing-record"));
        Assert.Equal(6, answer.Outcomes().Count(outcome => outcome == "too-many-requests"));
        (await new FamilyForm(new Traveler(), "", [new Traveler()]).AddAsync(client, token)).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task Places_OfTheAccount_HoldForForms_EvenAtOnce()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Companions:PerAccount"] = "3";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();

        var form = await FamilyForm.ArrivedAsync(app, client, companions: 5);
        (await (form with { Together = true }).SendAsync(client)).Expect(422, "family-refused");
        var answer = (await form.SendAsync(client)).Expect(201);
        Assert.Equal(
            ["registered", "registered", "registered", "registered", "too-many-companions", "too-many-companions"],
            answer.Outcomes()
        );

        var token = await new Traveler().ApplyAsync(app, client);
        var forms = new[]
        {
            await FamilyForm.ArrivedAsync(app, client, 2),
            await FamilyForm.ArrivedAsync(app, client, 2),
            await FamilyForm.ArrivedAsync(app, client, 2),
        };
        var answers = await Task.WhenAll(forms.Select(each => each.AddAsync(client, token)));
        Assert.Equal(3, answers.SelectMany(FamilyAnswers.Outcomes).Count(outcome => outcome == "registered"));
        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);
    }

    [Fact]
    public async Task Codes_WrongOnes_LockThePhoneAsUsual_AndNobodyIsVerified()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var form = await FamilyForm.ArrivedAsync(app, client, companions: 1);
        var wrong = form with { Code = form.Code == "000000" ? "000001" : "000000", RequestId = Guid.NewGuid().ToString() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => wrong.SendAsync(client)));

        Assert.Equal(5, answers.Count(answer => answer.Code == "wrong-sms-code"));
        Assert.All(answers.Where(answer => answer.Code != "wrong-sms-code"), answer => answer.Expect(429, "locked"));
    }

    private static string Replace(FamilyForm form, string member, string value)
    {
        const string Here = "@here@";
        var body = System.Text.Json.JsonSerializer.SerializeToNode(form.Body)!;
        var path = member.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = path[..^1].Aggregate(body, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (int.TryParse(path[^1], out var at))
        {
            parent[at] = Here;
        }
        else
        {
            parent[path[^1]] = Here;
        }

        return body.ToJsonString().Replace($"\"{Here}\"", value, StringComparison.Ordinal);
    }
}
