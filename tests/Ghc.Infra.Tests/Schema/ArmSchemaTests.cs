using System.Text.Json.Nodes;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Schema;

/// <summary>Every expanded resource fits the ARM schema of its API version, and each kind of misfit is reported.</summary>
public sealed class ArmSchemaTests
{
    public static TheoryData<string> Environments => [.. Bicep.Environments];

    [Theory]
    [MemberData(nameof(Environments))]
    public void Snapshot_FitsTheSchema(string environment) =>
        Assert.Equal("", string.Join('\n', Snapshot.Read(environment).Resources.SelectMany(ArmSchema.Complaints)));

    [Theory]
    [InlineData("an API version that does not exist", "Microsoft.KeyVault/vaults", "apiVersion", "\"2031-01-01\"", "no such API version")]
    [InlineData("a misspelled value of an open enumeration", "Microsoft.Cdn/profiles", "sku.name", "\"Premium_FrontDoor\"", "is none of")]
    [InlineData(
        "a misspelled value in a list",
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        "properties.customRules.rules.0.action",
        "\"Refuse\"",
        "is none of"
    )]
    [InlineData(
        "a misspelled exclusion",
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        "properties.managedRules.managedRuleSets.0.exclusions.0.matchVariable",
        "\"RequestBodyJsonArgs\"",
        "is none of"
    )]
    [InlineData("an unknown property", "Microsoft.Web/sites", "properties.httpOnly", "true", "unknown")]
    [InlineData("a read-only property", "Microsoft.Web/sites", "properties.defaultHostName", "\"a.example\"", "read-only")]
    [InlineData("a missing property", "Microsoft.Storage/storageAccounts", "sku", null, "missing")]
    [InlineData("a number for a string", "Microsoft.KeyVault/vaults", "properties.tenantId", "7", "is not a string")]
    [InlineData("a string for a boolean", "Microsoft.Web/sites", "properties.httpsOnly", "\"yes\"", "is not a boolean")]
    [InlineData(
        "a number out of range",
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        "properties.customRules.rules.0.rateLimitDurationInMinutes",
        "9",
        "out of range"
    )]
    [InlineData(
        "a string that does not match its pattern",
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        "properties.policySettings.customBlockResponseBody",
        "\"not base64!\"",
        "does not match"
    )]
    [InlineData(
        "an unknown kind of criterion",
        "Microsoft.Insights/metricAlerts",
        "properties.criteria.odata.type",
        "\"Microsoft.Azure.Monitor.Guess\"",
        "is none of"
    )]
    public void Misfit_PlantedInSnapshot_IsReported(string what, string type, string path, string? value, string complaint)
    {
        var resource = Snapshot.Read("prod").One(type);
        Assert.Empty(ArmSchema.Complaints(resource));

        Plant(resource.Node, path, value);

        Assert.True(
            ArmSchema.Complaints(resource).Any(said => said.Contains(complaint, StringComparison.Ordinal)),
            $"{what} is not reported"
        );
    }

    private static void Plant(JsonObject node, string path, string? value)
    {
        var steps = path.Replace("odata.type", "odata type", StringComparison.Ordinal)
            .Split('.')
            .Select(step => step.Replace(' ', '.'))
            .ToList();
        var parent = steps[..^1].Aggregate((JsonNode)node, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        if (value is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
