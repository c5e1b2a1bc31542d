using System.Diagnostics;
using System.Reflection;

namespace Ghc.Infra.Tests.Templates;

/// <summary>Runs the Bicep compiler. Every answer is empty when there is nothing to complain about.</summary>
internal static class Bicep
{
    public static readonly string Root = Metadata("Root");
    public static readonly string Folder = Path.Combine(Root, "infra");
    public static readonly string[] Environments = ["dev", "prod", "china"];

    // The package writes its path with backslashes.
    private static readonly string Compiler = Path.GetFullPath(Metadata("BicepPath").Replace('\\', '/'));

    // Wrong properties are mere warnings to the compiler, with exit code 0, so any word it says counts.

    /// <summary>Compiles and lints every file.</summary>
    public static Task<string> Lint(string folder) => Run(folder, "lint", "--pattern", "**/*.bicep");

    /// <summary>Makes the template that would be deployed.</summary>
    public static Task<string> Build(string folder) => WithoutOutput(output => Run(folder, "build", "main.bicep", "--outfile", output));

    /// <summary>Checks the parameters of an environment against the template.</summary>
    public static Task<string> BuildParameters(string folder, string environment) =>
        WithoutOutput(output => Run(folder, "build-params", $"{environment}.bicepparam", "--outfile", output));

    /// <summary>Writes every file as the formatter would. Says nothing when all is well.</summary>
    public static Task<string> Format(string folder) => Run(folder, "format", "--pattern", "**/*.bicep");

    /// <summary>
    /// Expands the parameters of an environment and compares with the committed snapshot. README.md has the command that writes it.
    /// </summary>
    public static Task<string> Snapshot(string folder, string environment) =>
        Run(
            folder,
            "snapshot",
            $"{environment}.bicepparam",
            "--mode",
            "validate",
            // Names grow from these; they stand for no subscription.
            "--tenant-id",
            Guid.Empty.ToString(),
            "--subscription-id",
            Guid.Empty.ToString(),
            "--resource-group",
            $"ghc-{environment}",
            "--location",
            "eastasia"
        );

    private static async Task<string> WithoutOutput(Func<string, Task<string>> build)
    {
        var output = Path.GetTempFileName();
        try
        {
            return await build(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static async Task<string> Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Compiler, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The parameter files read these; a test sees their placeholders.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GHC_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var said = (await output + await error).Trim();
        return said.Length == 0 && process.ExitCode != 0 ? $"bicep {arguments[0]} ended with {process.ExitCode}" : said;
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
