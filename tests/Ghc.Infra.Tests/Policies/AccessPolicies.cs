using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>Nothing takes a shared key, the templates hold no secret, and roles grant no more than needed.</summary>
internal static partial class AccessPolicies
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> TooMuch = new()
    {
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["f58310d9-a9f6-439a-9e8d-f62e7b41a168"] = "Role Based Access Control Administrator",
    };

    private const string QueueSender = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a";

    public static IEnumerable<string> NoSharedKeys(Snapshot snapshot) =>
        [
            .. snapshot
                .Of("Microsoft.Storage/storageAccounts")
                .SelectMany(account => account.Must("properties.allowSharedKeyAccess", "false")),
            .. snapshot
                .Of("Microsoft.Communication/communicationServices")
                .SelectMany(service => service.Must("properties.disableLocalAuth", "true")),
            .. snapshot.Of("Microsoft.Insights/components").SelectMany(insights => insights.Must("properties.DisableLocalAuth", "true")),
            .. snapshot
                .Of("Microsoft.OperationalInsights/workspaces")
                .SelectMany(workspace => workspace.Must("properties.features.disableLocalAuth", "true")),
            .. snapshot
                .Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
                .SelectMany(policy => policy.Must("properties.allow", "false")),
            .. snapshot.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count() == 2
                ? []
                : new[] { "Passwords for ftp and scm are not both turned off" },
        ];

    public static IEnumerable<string> NoSecrets(Snapshot snapshot)
    {
        foreach (Match match in SecretText().Matches(snapshot.Content.ToJsonString()))
        {
            yield return $"The template holds or asks for a secret: {match.Value}";
        }

        foreach (
            var (name, value) in snapshot.Of("Microsoft.Web/sites/config").SelectMany(settings => settings.At("properties")!.AsObject())
        )
        {
            if (SecretName().IsMatch(name) && !value!.ToString().StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            {
                yield return $"Setting {name} is no reference into the vault";
            }
        }

        foreach (var (name, _) in snapshot.Content["outputs"]!.AsObject())
        {
            if (SecretName().IsMatch(name))
            {
                yield return $"Output {name} sounds like a secret";
            }
        }
    }

    public static IEnumerable<string> LeastPrivilege(Snapshot snapshot)
    {
        foreach (var assignment in snapshot.Of("Microsoft.Authorization/roleAssignments"))
        {
            var role = assignment.Text("properties.roleDefinitionId")!.Split('/')[^1];
            var scope = assignment.Id.Split("/providers/Microsoft.Authorization/")[0];
            var description = assignment.Text("properties.description");
            if (TooMuch.TryGetValue(role, out var name))
            {
                yield return $"{description}: {name}";
            }

            if (!scope.Contains("/providers/", StringComparison.Ordinal))
            {
                yield return $"{description}: on a whole group or subscription";
            }

            // A service principal that the template knows by a literal id is a laboratory or a border.
            var isOutsider =
                assignment.Text("properties.principalType") == "ServicePrincipal"
                && Guid.TryParse(assignment.Text("properties.principalId"), out _);
            if (isOutsider && (role != QueueSender || !scope.Contains("/queues/", StringComparison.Ordinal)))
            {
                yield return $"{description}: may do more than send to a queue";
            }
        }

        foreach (var role in snapshot.Of("Microsoft.Authorization/roleDefinitions"))
        {
            if (role.At("properties.permissions")!.ToJsonString().Contains('*', StringComparison.Ordinal))
            {
                yield return $"{role.Text("properties.roleName")}: a wildcard";
            }
        }
    }

    [GeneratedRegex(
        "list(Account|Service)?(Keys|Secrets|Sas)\\w*\\(|AccountKey=|SharedAccess(Key|Signature)|sig=[A-Za-z0-9%]{20}|BEGIN [A-Z ]*PRIVATE KEY",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretText();

    [GeneratedRegex("pepper|secret(?!Reference)|password|accessKey|__Keys__|storageKey", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
