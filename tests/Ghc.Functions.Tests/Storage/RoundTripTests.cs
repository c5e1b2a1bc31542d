using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Storage;

/// <summary>
/// Storage calls on the path of a request or message: the budget of the design. The host's own receiving and deleting is not counted.
/// </summary>
public sealed class RoundTripTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("api/code")]
    [InlineData("api/code?minutes=120")]
    [InlineData("api/code.png")]
    public async Task Code_IsOneRead(string path)
    {
        var token = await new Traveler().ApplyAsync(app, client);

        Assert.Equal(["GET Holders"], await CountAsync(async () => (await client.GetAsync(path, token)).Expect(200)));
    }

    [Fact]
    public async Task Scan_IsOneReadBesideOneMessage()
    {
        var token = await new Traveler().ApplyAsync(app, client);
        var healthCode = (await client.GetAsync("api/code", token)).Text("healthCode");
        var shift = await Inspector.AtWorkAsync(app, client);

        // Whether the inspector still works here is looked up once a minute.
        (await client.ScanAsync(shift, "x")).Expect(422);
        var calls = await CountAsync(async () => (await client.ScanAsync(shift, healthCode)).Expect(200));

        // The visit is written by the message's own function, for the place and for the holder, who is then looked up once more: they may
        // have left.
        Assert.Equal(["GET Holders", "GET Holders", "POST HolderVisits", "POST visits", "PUT Visits"], calls);
    }

    [Fact]
    public async Task Login_ByText_IsTwo()
    {
        var anna = new Traveler();
        await anna.ApplyAsync(app, client);
        var code = await anna.SmsCodeAsync(app, client);

        var calls = await CountAsync(async () =>
            (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(200)
        );

        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task Login_ByPassword_IsOne()
    {
        var anna = new Traveler();
        var set = (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, await anna.ApplyAsync(app, client))).Expect(
            204
        );

        // From a device that signed in today; of another one the owner is told by text.
        var device = Device.Like(
            app,
            (await Device.Like(app, set).PostAsync("api/login", new { phone = anna.Phone, password = "Kapok#2022" })).Expect(200)
        );
        var calls = await CountAsync(async () =>
            (await device.PostAsync("api/login", new { phone = anna.Phone, password = "Kapok#2022" })).Expect(200)
        );

        Assert.Equal(["GET Accounts"], calls);
    }

    /// <summary>Fact and color in one transaction, and what the laboratory can read in another (docs/adr/0009).</summary>
    [Fact]
    public async Task LabResult_IsOneQueryAndTwoWrites_UpToTheColor()
    {
        var (anna, ben) = (new Traveler(), new Traveler());
        await anna.ApplyAsync(app, client);
        var result = anna.LabResult(app.Clock.GetUtcNow().AddHours(-1));

        // The laboratory's registration is read once a minute, not once a result.
        await app.SendAsync("lab-results", ben.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        var calls = await CountAsync(() => app.SendAsync("lab-results", result));
        Assert.Equal(["GET Holders", "POST $batch", "POST $batch"], calls);

        // Again: the fact and the color are there, and the laboratory learns that the message came twice.
        Assert.Equal(
            ["GET Holders", "GET LabOutcomes", "POST $batch", "POST $batch"],
            await CountAsync(() => app.SendAsync("lab-results", result))
        );
    }

    [Fact]
    public async Task LabResults_Batch_RecordsItsOutcomesInTransactions()
    {
        // The laboratory's registration is read once a minute.
        var at = app.Clock.GetUtcNow().AddHours(-1);
        await app.SendAsync("lab-results", new Traveler().LabResult(at));
        var rows = Enumerable
            .Range(0, 60)
            .Select(_ => System.Text.Json.Nodes.JsonNode.Parse(new Traveler().LabResult(at))!.AsObject())
            .ToList();
        foreach (var row in rows)
        {
            row.Remove("schema");
            row.Remove("laboratory");
        }

        var batch = new System.Text.Json.Nodes.JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["laboratory"] = "gz-kingmed",
            ["results"] = new System.Text.Json.Nodes.JsonArray([.. rows]),
        };
        var calls = await CountAsync(() => app.SendAsync("lab-results", batch.ToJsonString()));

        // Of people who are new: one query, one row of the index, one transaction each.
        Assert.Equal(60 + 2, calls.Count(call => call == "POST $batch"));
        Assert.Equal(60, calls.Count(call => call == "GET Holders"));
        Assert.Equal(60, calls.Count(call => call == "PUT Documents"));
        Assert.Equal((3 * 60) + 2, calls.Count);
    }

    private async Task<IReadOnlyList<string>> CountAsync(Func<Task> operation)
    {
        await app.DrainAsync();
        app.Calls.Reset();
        await operation();
        await app.DrainAsync();
        return [.. app.Calls.Seen.Order(StringComparer.Ordinal)];
    }
}
