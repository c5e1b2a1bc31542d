using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Documents;

/// <summary>A new passport, which has another number, takes over what the old one had.</summary>
public sealed class PassportRenewalTests(Azurite azurite)
{
    [Fact]
    public async Task Renew_ToANewPassport_KeepsMeasuresTestsAndCompanions()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var (anna, child) = (new Traveler(), new Traveler());
        var passport = anna with { IdNumber = new Traveler().IdNumber };
        var token = await anna.ApplyAsync(app, client, daysAgo: 12);
        var childId = await PrintedCodeTests.AddCompanionAsync(app, client, token, child);
        var oldId = (await client.GetAsync("api/code", token)).Text("holderId");
        await anna.TestedAsync(app, "P-1");
        await officers.PutOnAsync(anna, "close-contact", "contact-observation");
        await app.DrainAsync();

        // Nothing but a crossing says whose it is.
        (await NewPassportAsync(client, token, oldId, passport)).Expect(422, "no-crossing-record");
        await app.IngestAsync("border-crossings", passport.Crossing(app.Clock.GetUtcNow().AddHours(-3)));
        (await NewPassportAsync(client, token, oldId, passport, 2021)).Expect(422, "identity-verification-failed");
        var newId = (await NewPassportAsync(client, token, oldId, passport)).Expect(200).Text("holderId");
        await app.DrainAsync("recompute-colors");

        var after = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal((newId, "red", 1), (after.Text("holderId"), after.Text("color"), after["tests"].AsArray().Count));
        Assert.EndsWith(passport.IdNumber[^3..], after.Text("idNumber"), StringComparison.Ordinal);
        (await client.GetAsync($"api/code?holder={childId}", token)).Expect(200);
        Assert.Equal(newId, (await NewPassportAsync(client, token, oldId, passport)).Expect(200).Text("holderId"));

        // What is still reported for the old one counts, and there is no way back to it.
        await anna.TestedAsync(app, "P-2");
        Assert.Equal(2, (await client.GetAsync("api/code", token))["tests"].AsArray().Count);
        (await NewPassportAsync(client, token, newId, anna)).Expect(409, "already-registered");
    }

    [Fact]
    public async Task Renew_ToAWrongPassport_NamesTheField()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, chan, other) = (new Traveler(), RenewalTests.Permit(), new Traveler());
        var token = await anna.ApplyAsync(app, client);
        var id = (await client.GetAsync("api/code", token)).Text("holderId");
        var permitToken = await chan.ApplyAsync(app, client);
        var permitId = (await client.GetAsync("api/code", permitToken)).Text("holderId");
        await other.ApplyAsync(app, client);

        foreach (
            var (session, body, field) in new (string, object, string)[]
            {
                (token, new { holderId = id, latestCrossingYear = 2022 }, "idNumber"),
                (
                    token,
                    new
                    {
                        holderId = id,
                        idNumber = "",
                        latestCrossingYear = 2022,
                    },
                    "idNumber"
                ),
                (
                    token,
                    new
                    {
                        holderId = id,
                        idNumber = "A",
                        latestCrossingYear = 2022,
                    },
                    "idNumber"
                ),
                (
                    token,
                    new
                    {
                        holderId = id,
                        idNumber = anna.IdNumber,
                        latestCrossingYear = 2022,
                    },
                    "idNumber"
                ),
                (
                    token,
                    new
                    {
                        holderId = id,
                        idNumber = anna.IdNumber.ToLowerInvariant(),
                        latestCrossingYear = 2022,
                    },
                    "idNumber"
                ),
                (
                    token,
                    new
                    {
                        holderId = id,
                        idNumber = "X7654321",
                        issuanceNumber = "02",
                        latestCrossingYear = 2022,
                    },
                    "issuanceNumber"
                ),
                (token, new { holderId = id, idNumber = "X7654321" }, "latestCrossingYear"),
                (
                    permitToken,
                    new
                    {
                        holderId = permitId,
                        idNumber = "H99999999",
                        issuanceNumber = "02",
                    },
                    "idNumber"
                ),
            }
        )
        {
            Assert.NotNull(
                (await client.PostAsync("api/documents/renewals", body, session)).Expect(400, "invalid-request")["errors"][field]
            );
        }

        // A stranger's passport in use stays theirs.
        (await NewPassportAsync(client, token, id, other)).Expect(409, "already-registered");
        Assert.Equal(id, (await client.GetAsync("api/code", token)).Expect(200).Text("holderId"));

        // A permit's own number may be given too.
        (
            await client.PostAsync(
                "api/documents/renewals",
                new
                {
                    holderId = permitId,
                    idNumber = chan.IdNumber,
                    issuanceNumber = "02",
                },
                permitToken
            )
        ).Expect(200);
    }

    private static Task<Answer> NewPassportAsync(
        HttpClient client,
        string token,
        string holderId,
        Traveler passport,
        int latestCrossingYear = 2022
    ) =>
        client.PostAsync(
            "api/documents/renewals",
            new
            {
                holderId,
                idNumber = passport.IdNumber,
                latestCrossingYear,
            },
            token
        );
}
