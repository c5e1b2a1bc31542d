using System.Diagnostics;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Deployment;

/// <summary>
/// Runs the deployment scripts with <c>az</c>, <c>dotnet</c> and <c>make</c> replaced by those of Simulated/, which refuse what Azure would
/// refuse.
/// </summary>
internal sealed class SimulatedAzure : IDisposable
{
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("ghc-azure");
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("ghc-deploy");

    public SimulatedAzure(string plan = "FlexConsumption")
    {
        Directory.CreateDirectory(Path.Combine(state.FullName, "secrets"));
        Write("plan", plan);
        Write("providers", "");
        Write("calls", "");
        foreach (
            var file in Directory.EnumerateFiles(Path.Combine(Bicep.Root, "tools", "deploy")).Concat(Directory.EnumerateFiles(Bicep.Folder))
        )
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(Bicep.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string StateFolder => state.FullName;

    /// <summary>Everything that was called, in order.</summary>
    public string Calls => Read("calls");

    public static IReadOnlyDictionary<string, string> Values { get; } =
        new Dictionary<string, string>
        {
            ["GHC_SUBSCRIPTION"] = "11111111-1111-1111-1111-111111111111",
            ["GHC_RESOURCE_GROUP"] = "ghc-dev",
            ["GHC_LOCATION"] = "eastasia",
            ["GHC_OPERATOR_EMAIL"] = "watch@ghc.example",
            ["GHC_OPERATORS_ID"] = "22222222-2222-2222-2222-222222222222",
            ["GHC_TEXT_SENDER"] = "+85230000000",
            ["GHC_MONTHLY_BUDGET"] = "100",
            ["GHC_BUDGET_START"] = "2026-12-01",
            ["GHC_ON_CALL_COUNTRY_CODE"] = "852",
            ["GHC_ON_CALL_NUMBER"] = "61234567",
            ["GHC_PUBLIC_URL"] = "https://ghc.example",
        };

    public bool Has(string file) => File.Exists(Path.Combine(state.FullName, file));

    public string Read(string file) => File.ReadAllText(Path.Combine(state.FullName, file));

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(state.FullName, file), text);

    public string ReadCopy(string file) => File.ReadAllText(Path.Combine(copy.FullName, file));

    public void Change(string file, string sound, string faulty)
    {
        var path = Path.Combine(copy.FullName, file);
        var text = File.ReadAllText(path);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, faulty, StringComparison.Ordinal));
    }

    /// <summary>Runs a script of tools/deploy; without an input it has no terminal to ask on.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(
        string script,
        string[] arguments,
        IReadOnlyDictionary<string, string> values,
        string? input = null
    )
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(copy.FullName, "tools", "deploy", script), .. arguments])
        {
            WorkingDirectory = copy.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GHC_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in values)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] =
            $"{Path.Combine(Bicep.Root, "tests", "Ghc.Infra.Tests", "Deployment", "Simulated")}:{start.Environment["PATH"]}";
        start.Environment["AZURE_STATE"] = state.FullName;
        start.Environment["GHC_PAUSE"] = "0";
        start.Environment["GHC_ANSWERS"] = input is null ? "" : "1";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public void Dispose()
    {
        state.Delete(recursive: true);
        copy.Delete(recursive: true);
    }
}
