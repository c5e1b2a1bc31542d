using Ghc.Functions.Holders;
using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Ghc.Functions.Tests.Documents.RenewalTests;

namespace Ghc.Functions.Tests.Documents;

/// <summary>A renewal ends anywhere, is repeated or not, or meets an erasure: one code is left, or none.</summary>
public sealed class RenewalCrashTests(Azurite azurite)
{
    [Fact]
    public Task Renew_DiesAnywhere_TriedAgainIsCompleteAndLosesNoResult() =>
        Crashes.RepeatedAsync(
            azurite,
            arrange: async (app, client) =>
            {
                var chan = Permit();
                var token = await chan.ApplyAsync(app, client);
                (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
                await chan.TestedAsync(app, "A-1");
                await (chan with { Issuance = "02" }).TestedAsync(app, "A-2");
                return (Chan: chan, Token: token, Id: (await client.GetAsync("api/code", token)).Text("holderId"));
            },
            act: (client, given) => RenewAsync(client, given.Token, given.Id, "02"),
            check: async (app, client, given, answer) =>
            {
                var newId = answer.Expect(200).Text("holderId");
                await given.Chan.TestedAsync(app, "A-3");
                var code = (await client.GetAsync("api/code", given.Token)).Expect(200);
                Assert.Equal((newId, 3), (code.Text("holderId"), code["tests"].AsArray().Count));
                (await client.GetAsync($"api/code?holder={newId}", await given.Chan.SignInAsync(app, client))).Expect(200);
                (await client.PostAsync("api/apply", given.Chan.Application("000000"))).Expect(401);
            }
        );

    [Fact]
    public async Task Renew_LeftHalfway_TheFormerDocumentStillWorksAndResultsFollow()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var chan = Permit();
        string token,
            id;
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            token = await chan.ApplyAsync(app, client);
            id = (await client.GetAsync("api/code", token)).Text("holderId");
            await app.DrainAsync();

            // Account, status, documents of the new number, former status read and written: then it dies.
            app.Calls.FailAfter(6);
            Assert.Equal(503, (await RenewAsync(client, token, id, "02")).Status);
        }

        await using var after = new GhcApp(settings);
        var again = after.CreateClient();
        await chan.TestedAsync(after, "A-1");
        var code = (await again.GetAsync("api/code", token)).Expect(200);
        Assert.Equal((id, 1), (code.Text("holderId"), code["tests"].AsArray().Count));
        (await RenewAsync(again, token, id, "02")).Expect(200);
        Assert.Single((await again.GetAsync("api/code", token)).Expect(200)["tests"].AsArray());
    }

    [Fact]
    public Task Renew_DiesAnywhereAndIsNeverRepeated_LeavesOneCodeWhosePaperCanBeRevoked() =>
        Crashes.EverywhereAsync(
            azurite,
            arrange: async (app, client) =>
            {
                var chan = Permit();
                var token = await chan.ApplyAsync(app, client);
                var id = (await client.GetAsync("api/code", token)).Text("holderId");
                return (
                    Chan: chan,
                    Token: token,
                    Id: id,
                    Print: await PrintedCodeTests.PrintAsync(client, token, id),
                    Shift: await Inspector.AtWorkAsync(app, client)
                );
            },
            act: (client, given) => RenewAsync(client, given.Token, given.Id, "02"),
            mend: async (app, client, given, answer) =>
            {
                // Nobody but the queue goes on.
                await app.DrainAsync("recompute-colors");
                var session = await given.Chan.SignInAsync(app, client);
                var shown = (await client.GetAsync("api/code", session)).Expect(200).Text("holderId");
                Assert.Equal(shown, (await client.GetAsync("api/code", given.Token)).Expect(200).Text("holderId"));
                Assert.Equal(shown != given.Id, (await app.HolderAsync(given.Chan)).Status is { Owner: null, Name: null });

                (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{given.Print.Text("printId")}", token: session)).Expect(204);
                (await client.ScanAsync(given.Shift, given.Print.Text("healthCode"))).Expect(422, "code-revoked");
                (await client.CallAsync(HttpMethod.Delete, "api/account", token: session)).Expect(204);
                await IsNobodysAsync(app, given.Chan);
            }
        );

    [Fact]
    public async Task Renew_FormerHolderStillOwned_IsForgottenAndRevokedWithTheNewOne()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var chan = Permit();
        var token = await chan.ApplyAsync(app, client);
        var id = (await client.GetAsync("api/code", token)).Text("holderId");
        var (first, shift) = (await PrintedCodeTests.PrintAsync(client, token, id), await Inspector.AtWorkAsync(app, client));
        var before = (await app.HolderAsync(chan)).Status!;
        (await RenewAsync(client, token, id, "02")).Expect(200);
        await app.DrainAsync("recompute-colors");

        // As it was between the account and the letting go.
        var after = await app.HolderAsync(chan);
        var halfway = after.Status! with { Owner = before.Owner, Name = before.Name };
        Assert.True(
            await app
                .Services.GetRequiredService<HoldersTable>()
                .TryWriteStatusAsync(after.Key, halfway, after.Version, TestContext.Current.CancellationToken)
        );

        (await client.ScanAsync(shift, first.Text("healthCode"))).Expect(200);
        (await client.CallAsync(HttpMethod.Delete, $"api/printed-codes/{first.Text("printId")}", token: token)).Expect(204);
        (await client.ScanAsync(shift, first.Text("healthCode"))).Expect(422, "code-revoked");
        (await client.CallAsync(HttpMethod.Delete, "api/account", token: token)).Expect(204);
        await IsNobodysAsync(app, chan);
    }

    [Fact]
    public async Task Renew_AccountErasedBetweenAnyTwoCalls_LeavesNothingOwned()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "10000";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        for (var (n, erased) = (0, true); erased; n++)
        {
            var chan = Permit();
            var token = await chan.ApplyAsync(app, client);
            var id = (await client.GetAsync("api/code", token)).Text("holderId");
            await app.DrainAsync();
            var acted = app.Calls.Before(
                n,
                async () => (await client.CallAsync(HttpMethod.Delete, "api/account", token: token)).Expect(204),
                TableNames.Accounts,
                TableNames.Holders
            );

            await RenewAsync(client, token, id, "02");

            await app.DrainAsync("recompute-colors");
            erased = acted();
            if (erased)
            {
                await IsNobodysAsync(app, chan);
            }
        }
    }

    private static async Task IsNobodysAsync(GhcApp app, Traveler permit)
    {
        await app.DrainAsync("recompute-colors");
        foreach (var issuance in new[] { permit, permit with { Issuance = "02" } })
        {
            Assert.True((await app.HolderAsync(issuance)).Status is null or { Owner: null, Name: null }, $"{issuance.Issuance} is owned.");
        }
    }
}
