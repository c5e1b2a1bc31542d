using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using Ghc.Domain.Colors;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Formats;

/// <summary>A laboratory that speaks FHIR is a laboratory like any other.</summary>
public sealed class FhirIngestTests(Azurite azurite)
{
    private const string Positive = """{"coding":[{"system":"http://snomed.info/sct","code":"260373001"}]}""";

    [Fact]
    public async Task Positive_InABundle_TurnsTheCodeRed_AndItsCorrectionGreen()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        await SendAsync(app, Bundle(app, anna, Positive));
        Assert.Equal(Color.Red, await ColorAsync(app, anna));

        // Without a revision: the later report counts, also if the earlier one comes again.
        await SendAsync(
            app,
            Changed(
                Bundle(app, anna, """{"text":"Not detected"}"""),
                json =>
                {
                    json["entry"]![3]!["resource"]!["status"] = "corrected";
                    json["entry"]![0]!["resource"]!["issued"] = $"{app.Clock.GetUtcNow().AddMinutes(-1):O}";
                }
            )
        );
        await SendAsync(app, Bundle(app, anna, Positive));

        Assert.Equal(Color.Green, await ColorAsync(app, anna));
        Assert.Empty(await app.PoisonAsync("lab-results"));
        Assert.Equal([anna.AccessionOf() + "/94500-6"], (await OutcomesAsync(app)).Select(outcome => outcome.Accession).Distinct());
    }

    [Fact]
    public async Task Positive_ThatCannotBeMapped_IsKeptAsARowOfOurs_AndUrgent()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        await SendAsync(app, Changed(Bundle(app, anna, Positive), json => json["entry"]![2]!["resource"]!.AsObject().Remove("collection")));

        var aside = JsonNode.Parse(Assert.Single(await app.PoisonAsync("lab-results")))!;
        Assert.Equal(
            ("ghc.lab-result.v1", "gz-kingmed", "positive", anna.IdNumber),
            ((string?)aside["schema"], (string?)aside["laboratory"], (string?)aside["result"], (string?)aside["idNumber"])
        );
        var outcome = Assert.Single(await OutcomesAsync(app));
        Assert.Equal(("rejected", "Bundle.entry[3].resource (sampledAt)"), (outcome.Outcome, outcome.Errors![0].Field));
        Assert.Contains(
            app.Logs.Lines,
            line => line.Contains("Positive results could not be read. Laboratory: gz-kingmed, results: 1", StringComparison.Ordinal)
        );
        Assert.IsType<UnreadableReport>(Assert.Single((await app.HolderAsync(anna)).Facts));
    }

    [Fact]
    public async Task Preliminary_IsKeptAsItCame_AndNobodyIsWarned()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await SendAsync(
            app,
            Changed(Bundle(app, new Traveler(), Positive), json => json["entry"]![3]!["resource"]!["status"] = "preliminary")
        );

        Assert.Equal("Observation", (string?)JsonNode.Parse(Assert.Single(await app.PoisonAsync("lab-results")))!["resourceType"]);
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains("Positive results could not be read", StringComparison.Ordinal));
    }

    /// <summary>The signature says whose a message is; one that is signed for another laboratory is nobody's.</summary>
    [Theory]
    [InlineData("gz-kingmed", Color.Red, null)]
    [InlineData(null, Color.Red, null)]
    [InlineData("sz-bgi", null, "laboratory-mismatch")]
    public async Task SignedBundle_IsOfItsSigner(string? named, Color? color, string? reason)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        using var laboratory = new LabClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var message = Changed(
            Bundle(app, anna, Positive),
            json =>
                json["entry"]![4]!["resource"]!["identifier"] = named is null
                    ? null
                    : new JsonArray(new JsonObject { ["system"] = "urn:ghc:laboratory", ["value"] = named })
        );

        await SendAsync(app, laboratory.Sign(message));

        Assert.Equal(color ?? Color.Green, await ColorAsync(app, anna));
        Assert.Equal(reason is null ? 0 : 1, (await app.PoisonAsync("lab-results")).Count);
    }

    [Fact]
    public async Task UnsignedBundle_OfALaboratoryWithAKey_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        using var laboratory = new LabClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();

        await SendAsync(app, Bundle(app, anna, Positive));

        Assert.Equal("signature-missing", Assert.Single(await OutcomesAsync(app)).Reason);
        Assert.Equal(Color.Green, await ColorAsync(app, anna));
    }

    /// <summary>Two laboratories in one message, one of them forged: neither can be believed, so none is named.</summary>
    [Fact]
    public async Task UnsignedBundle_OfTwoLaboratories_IsNobodys()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        await SendAsync(
            app,
            Changed(
                Bundle(app, anna, Positive),
                json =>
                    json["entry"]![3]!["resource"]!["performer"] = new JsonArray(
                        new JsonObject
                        {
                            ["identifier"] = new JsonObject { ["system"] = "urn:ghc:laboratory", ["value"] = "sz-bgi" },
                        }
                    )
            )
        );

        Assert.Single(await app.PoisonAsync("lab-results"));
        Assert.Equal(Color.Green, await ColorAsync(app, anna));
    }

    /// <summary>Loading FHIR's library takes long, and most instances never need it.</summary>
    [Fact]
    public void OwnMessages_DoNotLoadTheLibrary()
    {
        var isolated = new Isolated();
        var parse = isolated
            .LoadFromAssemblyPath(typeof(LabMessages).Assembly.Location)
            .GetType(typeof(LabMessages).FullName!)!
            .GetMethod(nameof(LabMessages.Parse))!;
        bool IsLoaded() => isolated.Assemblies.Any(assembly => assembly.GetName().Name!.StartsWith("Hl7.Fhir", StringComparison.Ordinal));

        parse.Invoke(null, [Docs.Text("samples/lab-result-positive.json"), Mapped.Now, null]);
        parse.Invoke(null, [Docs.Text("samples/lab-results-batch.json"), Mapped.Now, null]);
        Assert.False(IsLoaded());

        parse.Invoke(null, [Mapped.Bundle(), Mapped.Now, null]);
        Assert.True(IsLoaded());
    }

    private static string Bundle(GhcApp app, Traveler person, string value)
    {
        var now = app.Clock.GetUtcNow();
        return Mapped.Bundle(
            ("entry[0].resource.issued", $"\"{now.AddMinutes(-30):O}\""),
            ("entry[1].resource.identifier[1].value", $"\"{person.IdNumber}\""),
            ("entry[2].resource.accessionIdentifier.value", $"\"{person.AccessionOf()}\""),
            ("entry[2].resource.collection.collectedDateTime", $"\"{now.AddHours(-1):O}\""),
            ("entry[3].resource.valueCodeableConcept", value),
            ("entry[3].resource.interpretation", null)
        );
    }

    private static string Changed(string message, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(message)!;
        change(json);
        return json.ToJsonString();
    }

    private static async Task SendAsync(GhcApp app, string message)
    {
        await app.IngestAsync("lab-results", message);
    }

    private static async Task<Color> ColorAsync(GhcApp app, Traveler person) =>
        (await app.HolderAsync(person)).Status?.Schedule.At(app.Clock.GetUtcNow()).Color ?? Color.Green;

    private static async Task<IReadOnlyList<LabOutcome>> OutcomesAsync(GhcApp app) =>
        (
            await app
                .Services.GetRequiredService<LabOutcomesTable>()
                .PageAsync("gz-kingmed", null, null, null, 10, TestContext.Current.CancellationToken)
        ).Outcomes;

    /// <summary>Loads this program's assemblies once more, so that what other tests loaded does not count.</summary>
    private sealed class Isolated() : AssemblyLoadContext("isolated")
    {
        protected override Assembly? Load(AssemblyName name) =>
            Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
