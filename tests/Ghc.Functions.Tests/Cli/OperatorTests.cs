using System.Diagnostics;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Functions.Audit;
using Ghc.Functions.Places;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Cli;

public sealed class OperatorTests(Azurite azurite) : IDisposable
{
    private static readonly string[] NewPlace =
    [
        "place",
        "add",
        "bao-an-airport",
        "--name",
        "Bao'an Airport",
        "--kind",
        "port",
        "--area",
        "Bao'an, Shenzhen",
        "--address",
        "1 Lingxiao Road",
    ];

    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task StaffAdd_Inspector_SignsInAndStartsAShiftAtTheAddedPlace()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var settings = files.WriteSettings(app.Settings);
        var person = new Traveler();

        (await GhcRun.Async([.. NewPlace, "--settings", settings])).Expect(ExitCodes.Done);
        var added = await GhcRun.Async(
            "staff",
            "add",
            person.E164,
            "--role",
            "inspector",
            "--place",
            "bao-an-airport",
            "--settings",
            settings
        );

        Assert.Equal($"+852 ****{person.Number[^4..]} is inspector bao-an-airport.", added.Expect(ExitCodes.Done).Output.Trim());

        // The command opened the account by the clock of the machine, and no session from before that is one of it.
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddSeconds(2));
        var first = (await person.LoginAsync(app, client)).Expect(200);
        (await client.PostAsync("api/set-password", new { password = Inspector.Password }, first.Text("accessToken"))).Expect(204);
        var smsCode = await person.SmsCodeAsync(app, client);
        var both = (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = person.Phone,
                    password = Inspector.Password,
                    smsCode,
                }
            )
        ).Expect(200);
        var shift = (await client.PostAsync("api/shifts", new { placeId = "bao-an-airport" }, both.Text("accessToken"))).Expect(201);
        Assert.Equal("Bao'an Airport", (string?)shift["place"]["name"]);
    }

    [Fact]
    public async Task StaffAdd_AndPlaceAdd_AreRecordedWithoutPersonalData()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var settings = files.WriteSettings(app.Settings);
        var person = new Traveler();

        (await GhcRun.Async([.. NewPlace, "--settings", settings])).Expect(ExitCodes.Done);
        (await GhcRun.Async("staff", "add", person.E164, "--role", "officer", "--settings", settings)).Expect(ExitCodes.Done);

        var acts = await app.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("operator", "place-added"), ("operator", "role-added")], acts.Select(act => (act.Actor, act.Action)));
        Assert.DoesNotContain(acts, act => act.ToString().Contains(person.Number, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("51234567", "officer", "", "area code")]
    [InlineData("+85221234567", "officer", "", "mobile")]
    [InlineData("+85251234567", "inspector", "", "--place")]
    [InlineData("+85251234567", "officer", "bao-an-airport", "--place")]
    [InlineData("+85251234567", "king", "", "king")]
    public async Task StaffAdd_ArgumentWrong_NamesIt(string phone, string role, string place, string named)
    {
        string[] scope = place.Length > 0 ? ["--place", place] : [];

        var answer = (await GhcRun.Async(["staff", "add", phone, "--role", role, .. scope])).Expect(ExitCodes.Unusable);

        Assert.Contains(named, answer.Output + answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffAdd_PlaceNotThere_SaysSo()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();

        var answer = await GhcRun.Async(
            "staff",
            "add",
            new Traveler().E164,
            "--role",
            "inspector",
            "--place",
            "nowhere",
            "--settings",
            files.WriteSettings(app.Settings)
        );

        Assert.Contains("There is no place nowhere", answer.Expect(ExitCodes.Unusable).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bao-An")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task PlaceAdd_IdThatCannotBeAKey_IsRefused(string id)
    {
        var answer = (await GhcRun.Async("place", "add", id, "--name", "N", "--area", "A", "--address", "B")).Expect(ExitCodes.Unusable);

        Assert.Contains("lower-case letters", answer.Errors, StringComparison.Ordinal);
    }

    /// <summary>The same checks as over HTTP. An option names its field there.</summary>
    [Theory]
    [InlineData("--name", "", "name")]
    [InlineData("--name", "   ", "name")]
    [InlineData("--name", "Two\nlines", "name")]
    [InlineData("--area", "Right\u202Eto left", "area")]
    [InlineData("--address", "", "address")]
    public async Task PlaceAdd_TextThatNoSignCouldShow_IsRefusedAndNotRecorded(string option, string text, string field)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var arguments = NewPlace.ToArray();
        arguments[Array.IndexOf(arguments, option) + 1] = text;

        var answer = (await GhcRun.Async([.. arguments, "--settings", files.WriteSettings(app.Settings)])).Expect(ExitCodes.Unusable);

        Assert.StartsWith($"{field}: ", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(await app.Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken));
        Assert.Null(
            await app.Services.GetRequiredService<PlacesTable>().FindAsync("bao-an-airport", TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task PlaceAdd_NameTooLong_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();

        var answer = await GhcRun.Async(
            "place",
            "add",
            "long",
            "--name",
            new string('x', 81),
            "--area",
            "A",
            "--address",
            "B",
            "--settings",
            files.WriteSettings(app.Settings)
        );

        Assert.StartsWith("name: ", answer.Expect(ExitCodes.Unusable).Errors, StringComparison.Ordinal);
    }

    /// <summary>As by an administrator over HTTP.</summary>
    [Fact]
    public async Task StaffAdd_TellsThePersonByText()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var person = new Traveler();

        (await GhcRun.Async("staff", "add", person.E164, "--role", "officer", "--settings", files.WriteSettings(app.Settings))).Expect(
            ExitCodes.Done
        );
        await app.DrainAsync("sms-outbox");

        Assert.Single(await person.TextsAsync(client));
    }

    [Theory]
    [InlineData(null, "local.settings.json")]
    [InlineData("nonsense", "no settings file")]
    [InlineData("""{"Values":{}}""", "DataStorage is missing")]
    [InlineData("""{"Values":{"DataStorage":"nonsense"}}""", "The settings cannot be used")]
    [InlineData("""{"Values":{"DataStorage":"UseDevelopmentStorage=true"}}""", "Keys:Pepper")]
    public async Task PlaceAdd_SettingsWrong_SaysWhatToMend(string? settings, string named)
    {
        var path = settings is null ? files.In("local.settings.json") : files.Write("local.settings.json", settings);

        var answer = (await GhcRun.Async([.. NewPlace, "--settings", path])).Expect(ExitCodes.Unusable);

        Assert.Contains(named, answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlaceAdd_StorageNotThere_SaysSoSoon()
    {
        var clock = Stopwatch.StartNew();
        var values = new AppSettings(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;"
        );

        var answer = (await GhcRun.Async([.. NewPlace, "--settings", files.WriteSettings(values)])).Expect(ExitCodes.Unreachable);

        Assert.StartsWith("Storage did not answer:", answer.Errors, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task KeysNew_AreSettingsThatTheAppStartsWith()
    {
        var printed = JsonNode.Parse((await GhcRun.Async("keys", "new")).Expect(ExitCodes.Done).Output)!["Values"]!.AsObject();
        var settings = new AppSettings(azurite.NewAccount());
        foreach (var key in settings.Values.Keys.Where(key => key.StartsWith("Keys:", StringComparison.Ordinal)).ToList())
        {
            settings.Values.Remove(key);
        }

        foreach (var (name, value) in printed.Where(value => value.Key != "DataStorage"))
        {
            settings.Values[name.Replace("__", ":", StringComparison.Ordinal)] = (string)value!;
        }

        await using var app = new GhcApp(settings);
        var client = app.CreateClient();

        (await client.GetAsync("api/health", token: null)).Expect(200);
        var published = Assert.Single((await client.GetAsync("api/keys", token: null))["keys"].AsArray());
        Assert.Equal("k1", (string?)published!["kid"]);
    }

    [Fact]
    public async Task KeysNew_AreNewEveryTime()
    {
        var printed = new[] { (await GhcRun.Async("keys", "new")).Output, (await GhcRun.Async("keys", "new")).Output };

        foreach (var name in new[] { "Keys__Pepper", "Keys__Sealing__Keys__k1", "Keys__Signing__Keys__k1" })
        {
            Assert.Equal(2, printed.Select(text => (string?)JsonNode.Parse(text)!["Values"]![name]).Distinct().Count());
        }
    }
}
