using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Cli;

/// <summary>The command line runs with .NET alone, without ASP.NET Core, which no laboratory's machine has.</summary>
public sealed class NoAspNetTests
{
    private static readonly string Folder = Path.Combine(
        Azurite.RepositoryRoot,
        "tools",
        "Ghc.Cli",
        "bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net10.0"
    );

    /// <summary>Only HTTP functions and limits of sign-in need these, which the command line never calls.</summary>
    private static readonly string[] OnlyForHttp = ["Microsoft.AspNetCore.", "Microsoft.Net.Http.Headers", "System.Threading.RateLimiting"];

    [Fact]
    public void Runtime_IsNetAlone()
    {
        var options = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "ghc.runtimeconfig.json")))!["runtimeOptions"]!;

        Assert.Null(options["frameworks"]);
        Assert.Equal("Microsoft.NETCore.App", (string?)options["framework"]!["name"]);
    }

    /// <summary>What ASP.NET Core brings into the app must lie beside the command line.</summary>
    [Fact]
    public void EveryOtherLibrary_LiesBesideIt()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var missing = Directory
            .EnumerateFiles(Folder, "Ghc.*.dll")
            .SelectMany(References)
            .Distinct()
            .Where(name => !File.Exists(Path.Combine(Folder, $"{name}.dll")) && !File.Exists(Path.Combine(runtime, $"{name}.dll")))
            .Where(name => !OnlyForHttp.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(missing);
    }

    private static List<string> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }
}
