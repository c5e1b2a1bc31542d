using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests;

/// <summary>The package of `make publish`, without the publishing: what is in the zip, and what may not become one.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ghc-package");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Package_KeepsTheHiddenFolder_AndHasHostJsonAtItsRoot()
    {
        Write("host.json");
        Write(".azurefunctions/extension.dll");
        Write("wwwroot/index.html");

        Assert.Equal("", await PackageAsync());

        using var zip = await ZipFile.OpenReadAsync(Zip, TestContext.Current.CancellationToken);
        Assert.Equal(
            [".azurefunctions/extension.dll", "host.json", "wwwroot/index.html"],
            zip.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("no host.json", ".azurefunctions/extension.dll")]
    [InlineData("no .azurefunctions", "host.json")]
    [InlineData("local.settings.json", "host.json", ".azurefunctions/extension.dll", "local.settings.json")]
    public async Task Package_OfWhatCouldNotRun_IsRefused(string named, params string[] files)
    {
        foreach (var file in files)
        {
            Write(file);
        }

        Assert.Contains(named, await PackageAsync(), StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    /// <summary>What a feed happens to serve must not decide which queue extension is deployed (docs/adr/0001).</summary>
    [Fact]
    public void QueueExtension_OfTheHost_IsTheOneThatTheLocalHostRuns()
    {
        var deployed = VersionIn("WorkerExtensions.targets", "Update");

        Assert.NotNull(deployed);
        Assert.Equal(VersionIn("Directory.Packages.props", "Include"), deployed);
    }

    private string Zip => Path.Combine(folder.FullName, "ghc.zip");

    private static string? VersionIn(string file, string attribute) =>
        (string?)
            XDocument
                .Load(Path.Combine(Bicep.Root, file))
                .Descendants()
                .Single(item => (string?)item.Attribute(attribute) == "Microsoft.Azure.WebJobs.Extensions.Storage.Queues")
                .Attribute("Version");

    private void Write(string name)
    {
        var path = Path.Combine(folder.FullName, "published", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }

    /// <summary>Empty if all is well.</summary>
    private Task<string> PackageAsync() =>
        MsBuildAsync(
            Path.Combine(Bicep.Root, "functions", "Ghc.Functions"),
            "-t:Package",
            $"-p:PackageFolder={Path.Combine(folder.FullName, "published")}",
            $"-p:PackageFile={Zip}"
        );

    private static async Task<string> MsBuildAsync(string project, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["msbuild", project, "-verbosity:quiet", "-nologo", "-nodeReuse:false", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output + await error).Trim();
    }
}
