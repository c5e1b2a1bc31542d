using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>
/// The app dies anywhere while an account gets a phone, gives it up, or goes to another address: one place has all of it in the end.
/// </summary>
public sealed class WaysInCrashTests(Azurite azurite)
{
    [Theory]
    [InlineData(Change.AddPhone)]
    [InlineData(Change.RemovePhone)]
    [InlineData(Change.AnotherAddress)]
    public async Task Change_AnyCrash_RepeatingFinishesIt(Change change)
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            (app, client) => ArrangeAsync(app, client, change),
            TryAsync,
            async (app, client, world, answer) =>
            {
                answer?.Expect(200);
                var again = await TryAsync(client, world);

                // The old place is gone at the very end, and its session with it.
                Assert.True(again.Status == 200 || again.Code == "not-signed-in", again.Json?.ToJsonString());
                await IsWholeAsync(app, client, world, hasMoved: true);
            },
            Phoneless.Allow,
            worldsShareStorage: true
        );
        Assert.InRange(calls, 10, 45);
    }

    [Theory]
    [InlineData(Change.AddPhone)]
    [InlineData(Change.RemovePhone)]
    [InlineData(Change.AnotherAddress)]
    public async Task Change_AnyCrashAndNeverRepeated_SigningInFinishesIt(Change change) =>
        await Crashes.EverywhereAsync(
            azurite,
            (app, client) => ArrangeAsync(app, client, change),
            TryAsync,
            async (app, client, world, answer) =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(3));

                // The first sign-in after a crash may find the account on its way; it finishes that.
                await SignInAsync(app, client, world);
                var hasMoved = change switch
                {
                    Change.AddPhone => (await world.Anna.LoginAsync(app, client)).Status == 200,
                    Change.RemovePhone => (await world.Anna.LoginAsync(app, client)).Status != 200,
                    _ => (await world.Next.SignInAsync(app, client)).Status == 200,
                };
                Assert.True(hasMoved || answer is null);
                await IsWholeAsync(app, client, world, hasMoved);
            },
            Phoneless.Allow,
            worldsShareStorage: true
        );

    [Theory]
    [InlineData(Change.AddPhone)]
    [InlineData(Change.RemovePhone)]
    public async Task Change_AnyCrashThenErased_LeavesNothing(Change change) =>
        await Crashes.EverywhereAsync(
            azurite,
            (app, client) => ArrangeAsync(app, client, change),
            TryAsync,
            async (app, client, world, answer) =>
            {
                var token = answer?.Text("accessToken") ?? world.Token;
                var erased = await client.DeleteAsync("api/account", token);
                if (erased.Status != 204)
                {
                    // The answer with the new session was lost.
                    await SignInAsync(app, client, world);
                    var session = (await world.Mail.SignInAsync(app, client)).Expect(200).Text("accessToken");
                    (await client.DeleteAsync("api/account", session)).Expect(204);
                }

                await app.DrainAsync();
                Assert.Empty(await Traces.OfAsync(app, world.Mail));
                Assert.DoesNotContain(
                    await Traces.OfAsync(app, world.Anna),
                    trace => trace.StartsWith("Accounts account", StringComparison.Ordinal)
                );
                Assert.DoesNotContain(
                    await Traces.OfAsync(app, world.Anna),
                    trace =>
                        trace.Contains(world.Anna.Name, StringComparison.Ordinal)
                        && trace.StartsWith("Holders status", StringComparison.Ordinal)
                );
            },
            Phoneless.Allow
        );

    public enum Change
    {
        AddPhone,
        RemovePhone,
        AnotherAddress,
    }

    private sealed record World(
        Change Change,
        Traveler Anna,
        Mailbox Mail,
        Mailbox Next,
        string Token,
        string Child,
        string Code,
        string OtherCode
    );

    private static async Task<World> ArrangeAsync(GhcApp app, HttpClient client, Change change)
    {
        var (anna, mail, next) = (new Traveler(), new Mailbox(), new Mailbox());
        var token = change == Change.RemovePhone ? await anna.ApplyAsync(app, client) : await anna.ApplyAsync(app, client, mail);
        if (change == Change.RemovePhone)
        {
            await mail.ProveAsync(client, token);
        }

        var child = (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await mail.CodeAsync(client);
        var other = change switch
        {
            Change.AddPhone => await anna.SmsCodeAsync(app, client),
            Change.AnotherAddress => await next.CodeAsync(client),
            _ => "",
        };
        return new World(change, anna, mail, next, token, child, code, other);
    }

    private static Task<Answer> TryAsync(HttpClient client, World world) =>
        world.Change switch
        {
            Change.AddPhone => client.AddPhoneAsync(world.Token, world.Anna, world.Code, world.OtherCode),
            Change.RemovePhone => client.RemovePhoneAsync(world.Token, world.Code),
            _ => client.SetEmailAsync(world.Token, world.Next, world.OtherCode, world.Code),
        };

    private static async Task SignInAsync(GhcApp app, HttpClient client, World world)
    {
        await world.Mail.SignInAsync(app, client);
        await world.Next.SignInAsync(app, client);
        await world.Anna.LoginAsync(app, client);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    /// <summary>Where the account is now, all of it opens; where it is not, nothing does.</summary>
    private static async Task IsWholeAsync(GhcApp app, HttpClient client, World world, bool hasMoved)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (byPhone, byMail, byNext) = (
            await world.Anna.LoginAsync(app, client),
            await world.Mail.SignInAsync(app, client),
            await world.Next.SignInAsync(app, client)
        );
        int[] expected = (world.Change, hasMoved) switch
        {
            (Change.AddPhone, true) or (Change.RemovePhone, false) => [200, 200, 401],
            (Change.AnotherAddress, true) => [401, 401, 200],
            _ => [401, 200, 401],
        };
        Assert.Equal(expected, new[] { byPhone.Status, byMail.Status, byNext.Status });
        foreach (var session in new[] { byPhone, byMail, byNext }.Where(way => way.Status == 200).Select(way => way.Text("accessToken")))
        {
            (await client.GetAsync("api/code", session)).Expect(200);
            Assert.Equal([world.Child], await client.CompanionsAsync(session));
            (await client.GetAsync($"api/code?holder={world.Child}", session)).Expect(200);
        }

        // Nothing is left on its way.
        Assert.DoesNotContain(await Traces.OfAsync(app, world.Anna), trace => trace.Contains("movedFrom", StringComparison.Ordinal));
    }
}
