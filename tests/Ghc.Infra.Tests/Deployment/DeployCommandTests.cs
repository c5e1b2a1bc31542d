using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Deployment;

/// <summary>
/// <c>make deploy</c> against a simulated Azure: in an order that works, with every value asked for, and without a key in sight.
/// </summary>
public sealed partial class DeployCommandTests : IDisposable
{
    private static readonly string[] Secrets = ["pepper", "sealing-k1", "signing-k1"];
    private readonly SimulatedAzure azure = new();

    public void Dispose() => azure.Dispose();

    [Fact]
    public async Task Deploy_FromNothing_EndsWithARunningApp()
    {
        var (exitCode, said) = await DeployAsync(SimulatedAzure.Values);

        Assert.True(exitCode == 0, said);
        Assert.Contains("https://ghc.example answers", said, StringComparison.Ordinal);
        Assert.Equal(Secrets, azure.Read("running").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(32, Convert.FromBase64String(azure.Read("secrets/pepper").Trim()).Length);
        using var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(Convert.FromBase64String(azure.Read("secrets/signing-k1").Trim()), out _);
        Assert.Equal(256, signing.KeySize);
        Assert.True(azure.Has("subscribed"));
        Assert.Equal(
            ["me", "sp-4962773b-9cdb-44cf-a8bf-237846a00ab7"],
            azure.Read("holders").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Deploy_OnPremium_UploadsThePackageWithoutAKey()
    {
        using var premium = new SimulatedAzure("ElasticPremium");

        var (exitCode, said) = await premium.RunAsync("deploy.sh", ["dev"], Yes(SimulatedAzure.Values));

        Assert.True(exitCode == 0, said);
        Assert.True(premium.Has("blob"));
    }

    [Fact]
    public async Task Deploy_Again_KeepsKeys()
    {
        await DeployAsync(SimulatedAzure.Values);
        var before = Secrets.Select(secret => azure.Read($"secrets/{secret}")).ToList();

        var (exitCode, said) = await DeployAsync(SimulatedAzure.Values);

        Assert.True(exitCode == 0, said);
        Assert.Equal(before, Secrets.Select(secret => azure.Read($"secrets/{secret}")));
    }

    [Fact]
    public async Task Keys_AppearInNoCallAndNoOutput()
    {
        var (_, said) = await DeployAsync(SimulatedAzure.Values);

        Assert.All(
            Secrets,
            secret => Assert.DoesNotContain(azure.Read($"secrets/{secret}").Trim(), azure.Calls + said, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Deploy_WithoutATerminal_NamesEveryMissingValueAndCallsNothing()
    {
        var (exitCode, said) = await DeployAsync(new Dictionary<string, string>());

        Assert.NotEqual(0, exitCode);
        Assert.All(AskedBy("dev"), name => Assert.Contains(name, said, StringComparison.Ordinal));
        Assert.DoesNotContain("deployment", azure.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_AsksUntilAnAnswerFits_AndRemembersIt()
    {
        // A line per question; the e-mail address is wrong at first, an empty line takes the default.
        string[] answers = ["", "", "", "nobody", "watch@ghc.example", "22222222-2222-2222-2222-222222222222", "+85230000000", "", ""];

        var (exitCode, said) = await azure.RunAsync(
            "deploy.sh",
            ["dev"],
            Yes(new Dictionary<string, string>()),
            string.Join('\n', answers) + "\n"
        );
        var (again, saidAgain) = await DeployAsync(new Dictionary<string, string>());

        Assert.True(exitCode == 0, said);
        Assert.Contains("'nobody' does not match", said, StringComparison.Ordinal);
        Assert.Contains("GHC_OPERATOR_EMAIL=watch@ghc.example", azure.ReadCopy("infra/values/dev.env"), StringComparison.Ordinal);
        Assert.True(again == 0, saidAgain);
    }

    [Theory]
    [InlineData("GHC_OPERATOR_EMAIL", "nobody")]
    [InlineData("GHC_OPERATORS_ID", "operators")]
    [InlineData("GHC_TEXT_SENDER", "30000000")]
    [InlineData("GHC_MONTHLY_BUDGET", "0")]
    [InlineData("GHC_BUDGET_START", "2026-12-02")]
    [InlineData("GHC_SUBSCRIPTION", "mine")]
    public async Task Deploy_WithAWrongValue_NamesItAndChangesNothing(string name, string value)
    {
        var (exitCode, said) = await DeployAsync(new Dictionary<string, string>(SimulatedAzure.Values) { [name] = value });

        Assert.NotEqual(0, exitCode);
        Assert.Contains(name, said, StringComparison.Ordinal);
        Assert.DoesNotContain("deployment", azure.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithPlaceholderPrincipals_NamesThemAndChangesNothing()
    {
        var (exitCode, said) = await azure.RunAsync("deploy.sh", ["prod"], Yes(SimulatedAzure.Values));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("gz-kingmed", said, StringComparison.Ordinal);
        Assert.DoesNotContain("deployment", azure.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_AnsweredNo_ShowsWhatWouldChangeAndChangesNothing()
    {
        var (exitCode, _) = await azure.RunAsync("deploy.sh", ["dev"], SimulatedAzure.Values, "no\n");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("deployment group what-if", azure.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("deployment group create", azure.Calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tools/deploy/keys.sh", "az rest --method post", "true az rest --method post")]
    [InlineData("tools/deploy/providers.sh", "az provider register", "true az provider register")]
    [InlineData("tools/deploy/deploy.sh", "\"$here/keys.sh\" \"$app\"", "true")]
    [InlineData("tools/deploy/deploy.sh", "\"$here/install.sh\"", "true")]
    [InlineData("tools/deploy/deploy.sh", "GHC_APP_RUNS=false ", "")]
    public async Task Fault_PlantedInTheCommand_FailsTheDeployment(string file, string sound, string faulty)
    {
        azure.Change(file, sound, faulty);

        var (exitCode, _) = await DeployAsync(SimulatedAzure.Values);

        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public void Providers_AreThoseOfTheTemplates() =>
        Assert.Equal(
            Namespaces().Order(StringComparer.Ordinal),
            JsonNode.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "providers.json")))!.AsArray().Select(name => name!.ToString())
        );

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("china")]
    public void ParameterFile_ReadsNothingThatTheCommandDoesNotAskFor(string environment) =>
        Assert.Empty(
            Variable()
                .Matches(File.ReadAllText(Path.Combine(Bicep.Folder, $"{environment}.bicepparam")))
                .Select(match => match.Groups["name"].Value)
                .Except([.. AskedBy(environment), .. MadeByTheCommand])
        );

    /// <summary>An application that it makes, whether the app runs by now, and what it takes from the environment without asking.</summary>
    private static readonly string[] MadeByTheCommand =
    [
        "GHC_REPORTS_APPLICATION_ID",
        "GHC_APP_RUNS",
        "GHC_EMAIL_DOMAIN",
        "GHC_EMAIL_SENDS",
        "GHC_PHONE_OPTIONAL",
    ];

    private static IEnumerable<string> AskedBy(string environment)
    {
        var parameters = File.ReadAllText(Path.Combine(Bicep.Folder, $"{environment}.bicepparam"));
        string[] optional = ["GHC_ON_CALL_COUNTRY_CODE", "GHC_ON_CALL_NUMBER", "GHC_PUBLIC_URL"];
        return Question()
            .Matches(File.ReadAllText(Path.Combine(Bicep.Root, "tools", "deploy", "values.sh")))
            .Select(match => match.Groups["name"].Value)
            .Where(name => !optional.Contains(name) || parameters.Contains(name, StringComparison.Ordinal));
    }

    /// <summary>
    /// Of all environments, and Microsoft.App, through which Flex Consumption joins a network. Azure registers Microsoft.Authorization
    /// itself.
    /// </summary>
    private static HashSet<string> Namespaces() =>
        [
            .. Bicep
                .Environments.SelectMany(environment => Snapshot.Read(environment).Resources)
                .Select(resource => resource.Type.Split('/')[0])
                .Where(name => name != "Microsoft.Authorization"),
            "Microsoft.App",
        ];

    private Task<(int ExitCode, string Said)> DeployAsync(IReadOnlyDictionary<string, string> values) =>
        azure.RunAsync("deploy.sh", ["dev"], Yes(values));

    private static Dictionary<string, string> Yes(IReadOnlyDictionary<string, string> values) => new(values) { ["GHC_YES"] = "1" };

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*ask (?<name>GHC_\w+)", RegexOptions.Multiline)]
    private static partial Regex Question();
}
