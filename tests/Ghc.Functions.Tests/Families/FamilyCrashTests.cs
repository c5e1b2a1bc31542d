using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Families;

/// <summary>
/// The process dies between any two storage calls, or two families want one child: nobody is half registered, and trying again finishes.
/// </summary>
public sealed class FamilyCrashTests(Azurite azurite)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apply_AnyCrash_NobodyOrAll_AndTheSameRequestFinishes(bool together)
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
                (await FamilyForm.ArrivedAsync(app, client, companions: 2)) with
                {
                    Together = together,
                    RequestId = Guid.NewGuid().ToString(),
                },
            (client, form) => form.SendAsync(client),
            async (app, client, form, answer) =>
            {
                answer?.Expect(201);
                var rows = (await app.RowsAsync(Ghc.Platform.Storage.TableNames.Accounts)).Count(row =>
                    row.RowKey.StartsWith("holder|", StringComparison.Ordinal)
                );
                Assert.True(rows is 0 or 3, $"{rows} of the family are in the account.");

                var again = (await form.SendAsync(client)).Expect(201);

                Assert.Equal(["registered", "registered", "registered"], again.Outcomes());
                Assert.Equal(2, (await client.CompanionsAsync(again.Text("accessToken"))).Length);
                (await client.GetAsync("api/code", again.Text("accessToken"))).Expect(200);
            }
        );
        Assert.InRange(calls, 10, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_AnyCrash_RepeatingEndsWithEverybodyOnce(bool together)
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var (form, token) = await FamilyForm.SignedInAsync(app, client, companions: 2);
                return (Form: form with { Together = together }, Token: token);
            },
            (client, world) => world.Form.AddAsync(client, world.Token),
            async (_, client, world, answer) =>
            {
                answer?.Expect(201);
                Assert.Equal(["registered", "registered"], (await world.Form.AddAsync(client, world.Token)).Expect(201).Outcomes());
                var shown = await client.CompanionsAsync(world.Token);
                Assert.Equal(2, shown.Length);
                foreach (var id in shown)
                {
                    (await client.GetAsync($"api/code?holder={id}", world.Token)).Expect(200);
                }
            }
        );
        Assert.InRange(calls, 8, 20);
    }

    [Fact]
    public async Task Apply_CrashAndNeverRepeated_KeepsNobodyOut()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
                (Form: (await FamilyForm.ArrivedAsync(app, client, companions: 1)) with { Together = true }, Bob: new Traveler()),
            (client, world) => world.Form.SendAsync(client),
            async (app, client, world, _) =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(3));
                var rows = (await app.RowsAsync(Ghc.Platform.Storage.TableNames.Accounts)).Count(row =>
                    row.RowKey.StartsWith("holder|", StringComparison.Ordinal)
                );
                var bob = await world.Bob.ApplyAsync(app, client);
                (await client.AddAsync(world.Form.Companions[0], bob)).Expect(rows == 0 ? 201 : 409);
            }
        );
    }

    [Fact]
    public async Task Apply_TwoFamiliesWithOneChild_AtOnce_OneHasIt_AndTheOtherHasNobody()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        for (var round = 0; round < 5; round++)
        {
            var child = await Family.ArrivedAsync(app);
            var forms = new[] { await TogetherAsync(child), await TogetherAsync(child) };

            var answers = await Task.WhenAll(forms.Select(form => form.SendAsync(client)));

            // At worst both stood in each other's way, and both are told so.
            Assert.True(answers.Count(answer => answer.Status == 201) <= 1);
            foreach (var (form, answer) in forms.Zip(answers).Where(pair => pair.Second.Status != 201))
            {
                answer.Expect(422, "family-refused");

                // A form that comes while the other family is being registered is told that, and one that comes after it that the child is another's.
                Assert.Contains(
                    (string?)answer.Member("companions[1]")["problem"]?["code"],
                    new[] { "already-registered", "consent-required" }
                );

                // Nothing of the loser is left: everybody else may go with another family at once.
                (await (form with { Companions = [form.Companions[0]] }).SendAsync(client)).Expect(201);
            }
        }

        async Task<FamilyForm> TogetherAsync(Traveler child)
        {
            var form = (await FamilyForm.ArrivedAsync(app, client, companions: 1)) with { Together = true };
            return form with { Companions = [form.Companions[0], child] };
        }
    }

    [Fact]
    public async Task Add_TwoFamiliesWithOneChild_OneHasIt_AndTheOtherIsAsItWas()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var child = await Family.ArrivedAsync(app);
        var (first, second) = (await SignedInAsync(), await SignedInAsync());

        var answers = await Task.WhenAll(first.Form.AddAsync(client, first.Token), second.Form.AddAsync(client, second.Token));

        Assert.True(answers.Count(answer => answer.Status == 201) <= 1);
        foreach (var (world, answer) in new[] { first, second }.Zip(answers))
        {
            Assert.Equal(answer.Status == 201 ? 2 : 0, (await client.CompanionsAsync(world.Token)).Length);
            Assert.Equal(
                answer.Status == 201 ? 3 : 1,
                (await app.RowsAsync(Ghc.Platform.Storage.TableNames.Accounts)).Count(row =>
                    row.PartitionKey == app.PhoneKeyOf(world.Form.Traveler) && row.RowKey.StartsWith("holder|", StringComparison.Ordinal)
                )
            );
        }

        async Task<(FamilyForm Form, string Token)> SignedInAsync()
        {
            var (form, token) = await FamilyForm.SignedInAsync(app, client, companions: 1);
            return (form with { Together = true, Companions = [form.Companions[0], child] }, token);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SentTwiceAtOnce_BothAnswerTheSame(bool together)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var form = (await FamilyForm.ArrivedAsync(app, client)) with { Together = together, RequestId = Guid.NewGuid().ToString() };

        var answers = await Task.WhenAll(form.SendAsync(client), form.SendAsync(client));

        Assert.All(
            answers,
            answer => Assert.Equal(["registered", "registered", "registered", "registered"], answer.Expect(201).Outcomes())
        );
        var token = answers[0].Text("accessToken");
        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);

        var more = (await FamilyForm.SignedInAsync(app, client)).Form with { Together = together };
        var added = await Task.WhenAll(more.AddAsync(client, token), more.AddAsync(client, token));
        Assert.All(added, answer => Assert.Equal(["registered", "registered", "registered"], answer.Expect(201).Outcomes()));
        Assert.Equal(6, (await client.CompanionsAsync(token)).Length);
        await app.DrainAsync();
        Assert.Equal(2, (await form.Traveler.TextsAsync(client)).Count);
    }
}
