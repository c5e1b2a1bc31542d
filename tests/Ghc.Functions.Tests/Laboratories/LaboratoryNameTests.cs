using Azure.Core;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Laboratories;

/// <summary>People read the name of a laboratory, not its id.</summary>
public sealed class LaboratoryNameTests(Azurite azurite)
{
    [Fact]
    public async Task Code_NamesTheLaboratoryInTheReadersLanguage_WithoutAReadForEachCode()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var register = app.Services.GetRequiredService<SenderRegister>();
        await register.RegisterAsync(
            SenderKind.Laboratory,
            "gz-kingmed",
            "广州金域医学检验中心",
            "operator",
            TestContext.Current.CancellationToken,
            "KingMed Diagnostics, Guangzhou"
        );
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-20)));
        await app.DrainAsync("lab-results", "recompute-colors");

        Assert.Equal("KingMed Diagnostics, Guangzhou", await NameAsync("fr"));
        var reads = 0;
        app.Calls.IsAnswerLost = (method, call) =>
        {
            reads += method == RequestMethod.Get && call.AbsolutePath.Contains(TableNames.Laboratories, StringComparison.Ordinal) ? 1 : 0;
            return false;
        };
        Assert.Equal("广州金域医学检验中心", await NameAsync("zh-Hant"));
        Assert.Equal(0, reads);

        // Officers read the same.
        var fact = (await client.GetAsync($"api/holders/{app.DocumentKey(anna)}/assessment", await Officers.OneAsync(app, client), "en"))
            .Expect(200)["facts"]
            .AsArray()
            .Single(fact => (string?)fact!["type"] == "result")!;
        Assert.Equal("KingMed Diagnostics, Guangzhou", (string?)fact["laboratoryName"]);

        // And so do those who decide an appeal against the result.
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-5), "positive", accession: "N-2"));
        var appeal = (await client.AppealAsync(token, "positive", "wrong-result")).Expect(201).Text("appealId");
        var officer = await Officers.OneAsync(app, client);
        (
            await client.AnswerAsync(
                officer,
                appeal,
                new
                {
                    decision = "ask-laboratory",
                    version = 0,
                    laboratory = "gz-kingmed",
                    accession = anna.AccessionOf("N-2"),
                }
            )
        ).Expect(200);
        var details = (await client.GetAsync($"api/appeals/{appeal}", officer, "zh-CN")).Expect(200);
        Assert.Equal("广州金域医学检验中心", (string?)details["results"][0]!["laboratoryName"]);
        Assert.Equal("广州金域医学检验中心", (string?)details["acts"][0]!["laboratoryName"]);

        async Task<string?> NameAsync(string language) =>
            (string?)(await client.GetAsync("api/code", token, language)).Expect(200)["tests"][0]!["laboratoryName"];
    }

    [Fact]
    public async Task Code_OfALaboratoryThatIsNotRegistered_HasItsIdAlone()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-20)));
        await app.DrainAsync("lab-results", "recompute-colors");
        var test = (await client.GetAsync("api/code", token)).Expect(200)["tests"][0]!;
        Assert.Equal(("gz-kingmed", null), ((string?)test["laboratory"], test["laboratoryName"]));
    }

    [Fact]
    public async Task Register_WithAnEnglishNameThatIsNone_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var outcome = await app
            .Services.GetRequiredService<SenderRegister>()
            .RegisterAsync(SenderKind.Laboratory, "lab", "Lab", "operator", TestContext.Current.CancellationToken, "two\nlines");
        Assert.True(outcome.Refused(out var refusal, out _));
        Assert.Equal("nameEn", Assert.Single(refusal.Errors).Field);
    }
}
