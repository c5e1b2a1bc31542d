using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>
/// After an erasure every table and queue is searched, raw and opened with the app's own keys, for anything of the person.
/// </summary>
public sealed class ErasureTests(Azurite azurite)
{
    private const string Allowed = "^(Holders (crossing|result|measure)[|]|Holders status |Documents |LabOutcomes history[|])";

    /// <summary>
    /// A recomputation that runs at this very moment may leave the reminder of a document that belongs to nobody (docs/erasure.md).
    /// </summary>
    private const string Reminder = "|^ColorDues ";
    private const string Password = "Kapok#2022";

    [Fact]
    public async Task Delete_Account_LeavesNothingPersonalAnywhere()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var world = await ArrangeAsync(app, client);
        var healthCode = (await client.GetAsync("api/code", world.Token)).Text("healthCode");
        var shift = await Inspector.AtWorkAsync(app, client);
        (await client.ScanAsync(shift, healthCode)).Expect(200);
        await app.DrainAsync();
        Assert.Contains(await Traces.OfAsync(app, world.Anna), trace => trace.StartsWith("Visits ", StringComparison.Ordinal));
        Assert.Contains(await Traces.OfAsync(app, world.Anna), trace => trace.StartsWith("Accounts ", StringComparison.Ordinal));

        (await client.DeleteAsync("api/account", world.Token)).Expect(204);

        await IsForgottenAsync(app, world);
        (await client.GetAsync("api/code", world.Token)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", world.Token)).Expect(401, "not-signed-in");
        (await client.DeleteAsync("api/account", world.Token)).Expect(401, "not-signed-in");
        (await client.PostAsync("api/login", new { phone = world.Anna.Phone, password = Password })).Expect(401, "login-failed");

        // The code is still in somebody's picture. A scan is answered, and leaves nothing behind.
        (await client.ScanAsync(shift, healthCode)).Expect(422, "code-revoked");
        await app.DrainAsync();
        await IsForgottenAsync(app, world, tried: true);
    }

    [Fact]
    public async Task Delete_ThenApplyAgain_FindsEarlierFactsButNoEarlierSession()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var world = await ArrangeAsync(app, client);
        (await client.DeleteAsync("api/account", world.Token)).Expect(204);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await client.PostAsync("api/apply", world.Anna.Application(await world.Anna.SmsCodeAsync(app, client)));

        var token = again.Expect(201).Text("accessToken");
        Assert.Single((await client.GetAsync("api/code", token)).Expect(200)["tests"].AsArray());
        Assert.Empty(await client.CompanionsAsync(token));
        (await client.GetAsync("api/code", world.Token)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", world.Token)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Delete_OfStaff_EndsTheirRolesAndIsAudited()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var person = new Traveler();
        var token = await Inspector.SignInAsync(app, client, person, new Role(Role.Inspector, Inspector.PlaceId));
        await app.DrainAsync();

        (await client.DeleteAsync("api/account", token)).Expect(204);

        var left = await Traces.OfAsync(app, person);
        Assert.All(left, trace => Assert.StartsWith("Audit ", trace, StringComparison.Ordinal));
        var audit = app.Services.GetRequiredService<AuditTable>();
        Assert.Contains(await audit.ListAsync(TestContext.Current.CancellationToken), entry => entry.Action == "account-erased");
        Assert.DoesNotContain(left, trace => trace.Contains(person.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_OfStaffWithOneFactorOrByAnAdministrator_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var guard = new Traveler();
        await Inspector.SignInAsync(app, client, guard, new Role(Role.Inspector, Inspector.PlaceId));
        var one = (await guard.LoginAsync(app, client)).Expect(200).Text("accessToken");
        var administrator = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));

        (await client.DeleteAsync("api/account", one)).Expect(403, "second-factor-required");
        (await client.DeleteAsync("api/account", administrator)).Expect(403, "forbidden");

        (await client.GetAsync("api/account", one)).Expect(200);
        (await client.GetAsync("api/account", administrator)).Expect(200);
    }

    [Fact]
    public async Task Delete_ThenAppointed_RevivesNoEarlierSession()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        (await client.DeleteAsync("api/account", token)).Expect(204);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await Inspector.AppointAsync(app, anna, new Role(Role.Inspector, Inspector.PlaceId));

        (await client.GetAsync("api/account", token)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Delete_WhileACompanionIsAdded_ForgetsTheCompanionToo()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var world = await ArrangeAsync(app, client);
        var late = await Family.ArrivedAsync(app, "LATE SMITH");

        var answers = await Task.WhenAll(client.DeleteAsync("api/account", world.Token), client.AddAsync(late, world.Token));

        Assert.Equal(204, answers[0].Status);
        await app.DrainAsync();
        await IsForgottenAsync(app, world, also: Reminder);
        await IsForgottenAsync(app, world with { Anna = late }, also: Reminder);
    }

    [Fact]
    public async Task Delete_AnyCrash_RepeatingErases()
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            ArrangeAsync,
            (client, world) => client.DeleteAsync("api/account", world.Token),
            async (app, client, world, answer) =>
            {
                answer?.Expect(204);
                Assert.Contains((await client.DeleteAsync("api/account", world.Token)).Status, new[] { 204, 401 });
                await IsForgottenAsync(app, world, also: Reminder);
            }
        );
        Assert.InRange(calls, 8, 40);
    }

    [Fact]
    public async Task Delete_AfterAnAddThatCrashed_ForgetsTheCompanionToo()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) => (World: await ArrangeAsync(app, client), Late: await Family.ArrivedAsync(app, "LATE SMITH")),
            (client, world) => client.AddAsync(world.Late, world.World.Token),
            async (app, client, world, answer) =>
            {
                (await client.DeleteAsync("api/account", world.World.Token)).Expect(204);
                answer?.Expect(201);
                await IsForgottenAsync(app, world.World with { Anna = world.Late }, also: Reminder);
            }
        );
    }

    [Fact]
    public async Task Delete_AfterAMoveThatCrashed_ErasesBothPhones()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var world = await ArrangeAsync(app, client);
                var moved = world.Anna with { Number = new Traveler().Number };
                return (
                    World: world,
                    Moved: moved,
                    OldCode: await world.Anna.SmsCodeAsync(app, client),
                    NewCode: await moved.SmsCodeAsync(app, client)
                );
            },
            (client, world) =>
                client.PostAsync(
                    "api/account/phone",
                    new
                    {
                        newPhone = world.Moved.Phone,
                        smsCode = world.OldCode,
                        newSmsCode = world.NewCode,
                    },
                    world.World.Token
                ),
            async (app, client, world, answer) =>
            {
                var token = answer?.Expect(200).Text("accessToken") ?? world.World.Token;
                var deleted = await client.DeleteAsync("api/account", token);
                if (deleted.Status == 401)
                {
                    // Everything had arrived but the answer.
                    app.Clock.Advance(TimeSpan.FromMinutes(2));
                    var code = await world.Moved.SmsCodeAsync(app, client);
                    token = (await client.PostAsync("api/login", new { phone = world.Moved.Phone, smsCode = code }))
                        .Expect(200)
                        .Text("accessToken");
                    deleted = await client.DeleteAsync("api/account", token);
                }

                deleted.Expect(204);
                await app.DrainAsync();
                await IsForgottenAsync(app, world.World, tried: true, also: Reminder);
                await IsForgottenAsync(app, world.World with { Anna = world.Moved }, tried: true, also: Reminder);
            }
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_BetweenAnyTwoCallsOfAMoveOrTheOtherWayRound_NothingComesBack(bool moveIsInterrupted)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "10000";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        for (var (n, interrupted) = (0, true); interrupted; n++)
        {
            // People of other rounds must not be taken for these.
            var world = await ArrangeAsync(app, client, $"{(char)('A' + (n / 26))}{(char)('A' + (n % 26))}");
            var moved = world.Anna with { Number = new Traveler().Number };
            var codes = new
            {
                newPhone = moved.Phone,
                smsCode = await world.Anna.SmsCodeAsync(app, client),
                newSmsCode = await moved.SmsCodeAsync(app, client),
            };
            await app.DrainAsync();
            Task<Answer> Move() => client.PostAsync("api/account/phone", codes, world.Token);
            Task<Answer> Delete() => client.DeleteAsync("api/account", world.Token);
            Answer? inner = null;
            var acted = app.Calls.Before(
                n,
                async () => inner = await (moveIsInterrupted ? Delete() : Move()),
                TableNames.Accounts,
                TableNames.Holders
            );

            var outer = await (moveIsInterrupted ? Move() : Delete());

            interrupted = acted();
            var (move, delete) = moveIsInterrupted ? (outer, inner) : (inner, outer);
            if (delete?.Status == 204)
            {
                // Only a move that was over before may have been told so.
                Assert.True(!moveIsInterrupted || move!.Status is not 200, $"{n}: {move?.Json}");
                await app.DrainAsync();
                await IsForgottenAsync(app, world, tried: true, also: Reminder);
                await IsForgottenAsync(app, world with { Anna = moved }, tried: true, also: Reminder);
            }
            else
            {
                delete?.Expect(401, "not-signed-in");
                (await client.GetAsync("api/code", move!.Expect(200).Text("accessToken"))).Expect(200);
            }
        }
    }

    private sealed record World(Traveler Anna, Traveler Child, string Token);

    private static Task<World> ArrangeAsync(GhcApp app, HttpClient client) => ArrangeAsync(app, client, "X");

    private static async Task<World> ArrangeAsync(GhcApp app, HttpClient client, string initials)
    {
        var anna = new Traveler { Name = $"ANNABELLA {initials} SMITHSON" };
        var token = await anna.ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app, $"BEN {initials} SMITHSON");
        (await client.AddAsync(child, token)).Expect(201);
        (await client.PostAsync("api/set-password", new { password = Password }, token)).Expect(204);
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await app.DrainAsync();
        return new World(anna, child, token);
    }

    /// <summary>
    /// What may stay is what docs/erasure.md lists: facts as they were reported, the color made of them, and the look-up of the number.
    /// </summary>
    /// <param name="tried">Whether somebody tried to sign in since: then the phone's key has a row again, that counts attempts and names
    /// nobody.</param>
    private static async Task IsForgottenAsync(GhcApp app, World world, bool tried = false, string also = "")
    {
        // Messages of ours that are on their way name the document by its key, until they are worked on.
        await app.DrainAsync("recompute-colors");
        foreach (var person in new[] { world.Anna, world.Child })
        {
            var traces = await Traces.OfAsync(app, person);
            Assert.All(traces, trace => Assert.Matches((tried ? Allowed + "|^Accounts sms-code " : Allowed) + also, trace));
            Assert.DoesNotContain(traces, trace => trace.Contains(person.Number, StringComparison.Ordinal));
            Assert.DoesNotContain(
                traces,
                trace =>
                    trace.StartsWith("Holders ", StringComparison.Ordinal)
                    && trace.Contains(app.PhoneKeyOf(person), StringComparison.Ordinal)
            );
            var status = Assert.Single(traces, trace => trace.StartsWith("Holders status ", StringComparison.Ordinal));
            var members = JsonNode.Parse(status[status.IndexOf('{', StringComparison.Ordinal)..])!.AsObject().Select(member => member.Key);
            Assert.Equal(
                ["document", "forgotten", "policySequence", "predecessors", "schedule", "tests"],
                members.Order(StringComparer.Ordinal)
            );
        }
    }
}
