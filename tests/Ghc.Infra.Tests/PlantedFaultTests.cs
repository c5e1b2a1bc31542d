using System.Text.Json.Nodes;
using Ghc.Functions.LabResults;

namespace Ghc.Infra.Tests;

/// <summary>A gate that never closed may be no gate: each kind of fault is planted in a copy, and must be reported.</summary>
public sealed class PlantedFaultTests
{
    private sealed record Fault(string Policy, Action<Snapshot> Plant);

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["a storage account takes keys"] = new("NoSharedKeys", it => Properties(it, "Microsoft.Storage/storageAccounts")["allowSharedKeyAccess"] = true),
        ["telemetry takes keys"] = new("NoSharedKeys", it => Properties(it, "Microsoft.Insights/components").Remove("DisableLocalAuth")),
        ["blobs are public"] = new("NothingInTheClear", it => Properties(it, "Microsoft.Storage/storageAccounts")["allowBlobPublicAccess"] = true),
        ["old TLS"] = new("NothingInTheClear", it => Properties(it, "Microsoft.Storage/storageAccounts")["minimumTlsVersion"] = "TLS1_0"),
        ["keys can be purged"] = new("NothingInTheClear", it => Properties(it, "Microsoft.KeyVault/vaults").Remove("enablePurgeProtection")),
        ["the pepper in a setting"] = new("NoSecrets", it => Properties(it, "Microsoft.Web/sites/config")["Keys__Pepper"] = "cGVwcGVy"),
        ["a connection string in a setting"] = new("NoSecrets", it => Properties(it, "Microsoft.Web/sites/config")["Other"] = "AccountName=a;AccountKey=b"),
        ["a key in an output"] = new("NoSecrets", it => it.Content["outputs"]!["storage"] = "[listKeys('ghcdata', '2025-01-01').keys[0].value]"),
        ["no tags"] = new("EverythingTagged", it => it.One("Microsoft.KeyVault/vaults").Node.Remove("tags")),
        ["no diagnostics"] = new("EverythingDiagnosed", it => Remove(it, "Microsoft.Insights/diagnosticSettings", "/Microsoft.KeyVault/")),
        ["a kind nobody decided about"] = new("EverythingDiagnosed", it => it.One("Microsoft.Network/natGateways").Node["type"] = "Microsoft.Network/bastionHosts"),
        ["the app is contributor"] = new("LeastPrivilege", it => Assign(it, "b24988ac-6180-42a0-ab88-20f7382dd24c")),
        ["the app is owner"] = new("LeastPrivilege", it => Assign(it, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635")),
        ["a laboratory reads its queue"] = new("LeastPrivilege", it => Laboratory(it)["properties"]!["roleDefinitionId"] = "x/19e7f393-937e-4f77-808e-94535e297925"),
        ["a laboratory sends to every queue"] = new("LeastPrivilege", it => Laboratory(it)["id"] = Laboratory(it)["id"]!.ToString().Replace("/queues/lab-results", "", StringComparison.Ordinal)),
        ["storage is public in prod"] = new("ProductionIsPrivate", it => Properties(it, "Microsoft.Storage/storageAccounts")["publicNetworkAccess"] = "Enabled"),
        ["no way in but the public one"] = new("ProductionIsPrivate", it => Remove(it, "Microsoft.Network/privateEndpoints", "-vault")),
        ["anybody's Front Door gets in"] = new("ProductionIsPrivate", it => Properties(it, "Microsoft.Web/sites")["siteConfig"]!["ipSecurityRestrictions"]![0]!.AsObject().Remove("headers")),
        ["the app takes any Front Door"] = new("ProductionIsPrivate", it => Properties(it, "Microsoft.Web/sites/config")["Site__FrontDoorId"] = ""),
        ["the firewall only watches"] = new("ProductionIsPrivate", it => Properties(it, "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies")["policySettings"]!["mode"] = "Detection"),
        ["data without a lock"] = new("ProductionIsLocked", it => Remove(it, "Microsoft.Authorization/locks", "ghcdata")),
        ["a name too long"] = new("NamesFit", it => it.One("Microsoft.Storage/storageAccounts").Node["name"] = "guangdonghealthcodestorage"),
        ["a queue in capitals"] = new("NamesFit", it => it.One("Microsoft.Storage/storageAccounts/queueServices/queues").Node["name"] = "a/default/Lab-Results"),
        ["a queue nobody watches"] = new("EveryQueueIsWatched", it => Remove(it, "Microsoft.Insights/scheduledQueryRules", "poison-visits")),
        ["an alert that tells nobody"] = new("EveryQueueIsWatched", it => Properties(it, "Microsoft.Insights/scheduledQueryRules")["actions"]!["actionGroups"] = new JsonArray()),
    };

    public static TheoryData<string> Planted => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Planted))]
    public void Fault_PlantedInSnapshot_IsReported(string name)
    {
        var fault = Faults[name];
        var snapshot = Snapshot.Read("prod");
        fault.Plant(snapshot);

        // Read again, so that what was removed from the text is gone from the list of resources too.
        Assert.NotEmpty(Policies.All[fault.Policy](Snapshot.Parse("prod", snapshot.Content.ToJsonString())));
    }

    [Fact]
    public void EveryPolicy_HasAPlantedFault() =>
        Assert.Equal(Policies.All.Keys.Order(StringComparer.Ordinal), Faults.Values.Select(fault => fault.Policy).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("modules/storageAccount.bicep", "isVersioningEnabled: true", "madeUp: true", "BCP037")]
    [InlineData("modules/keyVault.bicep", "param production bool", "param production bool\nparam nobodyUses string", "no-unused-params")]
    [InlineData("modules/hostStorage.bicep", "// Each deployment", "output key string = host.listKeys().keys[0].value\n// Each deployment", "outputs-should-not-contain-secrets")]
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
        copy.Replace("main.bicep", "params: { name: identityName, location: location, tags: tags }", "params: { name: identityName, location: location }");

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

    private static JsonObject Properties(Snapshot snapshot, string type) => snapshot.One(type).At("properties")!.AsObject();

    private static JsonObject Laboratory(Snapshot snapshot) =>
        snapshot.Of("Microsoft.Authorization/roleAssignments").First(it => it.Text("properties.description")!.StartsWith("Laboratory", StringComparison.Ordinal)).Node;

    private static void Assign(Snapshot snapshot, string role) =>
        Properties(snapshot, "Microsoft.Authorization/roleAssignments")["roleDefinitionId"] = $"/providers/Microsoft.Authorization/roleDefinitions/{role}";

    private static void Remove(Snapshot snapshot, string type, string part)
    {
        var node = snapshot.Of(type).First(resource => resource.Id.Contains(part, StringComparison.Ordinal)).Node;
        snapshot.Content["predictedResources"]!.AsArray().Remove(node);
    }
}
