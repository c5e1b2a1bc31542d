using System.Text.Json.Nodes;

namespace Ghc.Infra.Tests.Templates;

/// <summary>
/// Plants faults in copies of the Bicep sources, parameters and names, and sees that compiler, linter, formatter or snapshot reports them.
/// </summary>
public sealed class PlantedSourceFaultTests
{
    [Theory]
    [InlineData("modules/storageAccount.bicep", "isVersioningEnabled: true", "madeUp: true", "BCP037")]
    [InlineData("modules/keyVault.bicep", "param production bool", "param production bool\nparam nobodyUses string", "no-unused-params")]
    [InlineData(
        "modules/hostStorage.bicep",
        "// Each deployment",
        "output key string = host.listKeys().keys[0].value\n// Each deployment",
        "outputs-should-not-contain-secrets"
    )]
    [InlineData("modules/privateEndpoints.bicep", "${environment().suffixes.storage}", "core.windows.net", "no-hardcoded-env-urls")]
    public async Task Fault_PlantedInBicep_IsDiagnosed(string file, string sound, string faulty, string code)
    {
        using var copy = new InfraCopy();
        copy.Replace(file, sound, faulty);

        Assert.Contains(code, await Bicep.Lint(copy.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_PlantedInParameters_IsDiagnosed()
    {
        using var copy = new InfraCopy();
        copy.Replace("prod.bicepparam", "param environmentName = 'prod'", "param environmentName = 'production'");

        Assert.Contains("BCP033", await Bicep.BuildParameters(copy.Folder, "prod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_WithoutItsSnapshot_IsReported()
    {
        using var copy = new InfraCopy();
        copy.Replace("modules/functionApp.bicep", "httpsOnly: true", "httpsOnly: false");

        Assert.Contains("httpsOnly", await Bicep.Snapshot(copy.Folder, "prod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_PlantedInTemplate_StopsTheBuild()
    {
        using var copy = new InfraCopy();
        copy.Replace(
            "main.bicep",
            "params: { name: identityName, location: location, tags: tags }",
            "params: { name: identityName, location: location }"
        );

        Assert.Contains("BCP035", await Bicep.Build(copy.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layout_NotOfTheFormatter_IsChangedByIt()
    {
        using var copy = new InfraCopy();
        copy.Replace("modules/identity.bicep", "param name string", "param   name string");
        var planted = File.ReadAllText(Path.Combine(copy.Folder, "modules/identity.bicep"));

        await Bicep.Format(copy.Folder);

        Assert.NotEqual(planted, File.ReadAllText(Path.Combine(copy.Folder, "modules/identity.bicep")));
    }

    [Theory]
    [InlineData("\"Holders\"", "\"Holder\"")]
    [InlineData("\"lab-results\"", "\"lab-result\"")]
    [InlineData("\"visits\": \"visits\",", "")]
    [InlineData("\"IngestLabResults\"", "\"IngestResults\"")]
    [InlineData("\"ghc.scans\"", "\"ghc.scan\"")]
    [InlineData("\"-poison\"", "\"-dead\"")]
    public void Name_NotOfTheCode_IsReported(string sound, string faulty)
    {
        var names = File.ReadAllText(Path.Combine(Bicep.Folder, "names.json"));
        Assert.Contains(sound, names, StringComparison.Ordinal);

        Assert.NotEmpty(NamesTests.Differences(JsonNode.Parse(names.Replace(sound, faulty, StringComparison.Ordinal))!));
    }
}
