using System.Globalization;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Tests.Cli;

/// <summary>With <c>--output json</c> every command prints one document and nothing else.</summary>
public sealed class JsonOutputTests(Azurite azurite) : IDisposable
{
    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task EveryCommand_PrintsOneDocument()
    {
        await using var app = new GhcApp(azurite);
        app.UseKestrel();
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var client = app.CreateClient();
        using var laboratory = new LabClient();
        var (anna, person) = (new Traveler(), new Traveler());
        var token = await (anna with { LatestCrossingYear = app.Clock.GetUtcNow().Year }).ApplyAsync(app, client, daysAgo: 0);
        var appeal = (await client.AppealAsync(token, "inbound-red", "wrong-crossing")).Expect(201).Text("appealId");
        var officer = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));
        string[] span = [Text(app.Clock.GetUtcNow().AddHours(-3)), Text(app.Clock.GetUtcNow().AddHours(-2))];
        var exposure = (
            await client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = Inspector.PlaceId,
                    from = span[0],
                    to = span[1],
                },
                officer
            )
        ).Expect(409).Text("measureId");
        var (key, privateKey) = (files.Write("public.pem", laboratory.PublicPem), files.Write("key.pem", laboratory.PrivatePem));
        await app.SendAsync("lab-results", "nonsense");
        await app.DrainAsync("lab-results");
        var poison = $"lab-results.{PoisonTable.KeyOf("nonsense")}";
        string[] service = ["--url", client.BaseAddress!.ToString(), "--token", officer];
        var settings = files.WriteSettings(app.Settings);
        var current = app.Settings.Values["Keys:Sealing:Current"];

        string[][] calls =
        [
            ["storage create"],
            ["demo seed"],
            ["keys new"],
            ["place add hotel --name Hotel --area A --address B"],
            ["place list"],
            ["place show hotel"],
            ["staff add", person.E164, "--role inspector --place hotel"],
            ["staff list"],
            ["staff show", person.E164],
            ["staff remove", person.E164, "--role inspector --place hotel"],
            ["place remove hotel"],
            ["lab register gz-kingmed --name KingMed --key", key, "--kid k1"],
            ["lab keys add gz-kingmed --key", key, "--kid k2"],
            ["lab keys retire gz-kingmed k2"],
            ["lab suspend gz-kingmed"],
            ["lab resume gz-kingmed"],
            ["lab list"],
            ["lab send", Path.Combine(Docs.Folder, "samples", "lab-results-batch.json"), "--sign", privateKey, "--kid gz-kingmed/k1"],
            ["lab outcomes gz-kingmed"],
            ["border register luohu --name Luohu --key", key, "--kid k1"],
            ["border keys add luohu --key", key, "--kid k2"],
            ["border keys retire luohu k2"],
            ["border suspend luohu"],
            ["border resume luohu"],
            ["border list"],
            ["border send", Path.Combine(Docs.Folder, "samples", "border-crossings-batch.json"), "--check"],
            ["poison list"],
            ["poison show", poison],
            ["poison replay --queue border-crossings"],
            ["poison discard", poison, "--reason test"],
            ["audit list"],
            ["audit verify"],
            ["backup run"],
            ["backup verify"],
            ["backup restore --over"],
            ["appeal list", .. service],
            ["appeal show", appeal, .. service],
            ["appeal answer", appeal, "--seen 0 --decision refuse --because rule-applies", .. service],
            ["exposure propose", Inspector.PlaceId, "--from", span[0], "--to", span[1], .. service],
            ["exposure show", exposure, .. service],
            ["exposure people", exposure, .. service],
            ["exposure end", exposure, .. service],
            ["holder release --id-type passport --id-number", anna.IdNumber, .. service],
            ["policy check 7+3"],
            ["policy diff 7+3 7+3"],
            ["policy show", .. service],
            ["policy publish 5+3", .. service],
            ["policy watch trial-1", .. service],
            ["deploy check", client.BaseAddress!.ToString()],
            ["statistics --url", client.BaseAddress!.ToString()],
            ["sunset status --url", client.BaseAddress!.ToString()],
            ["explain --id-type passport --id-number", anna.IdNumber, .. service],
            // Last: the service does not know the new key.
            ["keys add sealing --id k7"],
            ["keys add signing --id k7 --spare"],
            ["keys use signing k7"],
            ["keys use sealing k7"],
            ["keys reseal", current],
            ["keys retire signing k1"],
        ];

        var ran = new List<string>();
        foreach (var call in calls)
        {
            string[] words =
            [
                .. call[0].Split(' '),
                .. call.Skip(1).SelectMany(part => part.StartsWith("--", StringComparison.Ordinal) ? part.Split(' ') : [part]),
            ];
            var answer = await GhcRun.Async([.. words, "--output", "json", "--settings", settings]);
            var document = JsonNode.Parse(answer.Output);
            Assert.NotNull(document);
            // The service still seals by its key, and a text may wait that it sealed before.
            var left = words is ["keys", "reseal", ..] ? (int)document["left"]! + (int)document["waitingTexts"]! : 0;
            Assert.True(
                answer.ExitCode == (left > 0 ? ExitCodes.SomeRefused : ExitCodes.Done),
                $"{string.Join(' ', words)}: {answer.ExitCode} {answer.Errors}"
            );
            ran.Add(string.Join(' ', words));
        }

        // These need a person, another officer or two administrators; their answers are those of the service, of publish and of sunset
        // status.
        var untried = HelpTests
            .Commands.Select(row => row.Data)
            .Where(command => !ran.Any(words => words.StartsWith(command, StringComparison.Ordinal)));
        Assert.Equal(
            [
                "exposure approve",
                "login",
                "policy rollback",
                "sunset announce",
                "sunset certify",
                "sunset export",
                "sunset freeze",
                "sunset permit",
                "sunset plan",
                "sunset verify",
                "sunset wipe",
                "sunset withdraw",
            ],
            untried.Order()
        );
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
