using System.CommandLine;
using System.Text.Json;
using Ghc.Functions;
using Ghc.Functions.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli;

/// <summary>
/// The same settings as the app's: environment variables (<c>DataStorage</c>, <c>Keys__Pepper</c> …) over the <c>Values</c> of a settings file.
/// </summary>
public static class Settings
{
    public static readonly Option<FileInfo?> FileOption = new("--settings")
    {
        Description = "A local.settings.json file to take settings from (default: the file named by GHC_SETTINGS). Environment variables win.",
        Recursive = true,
    };

    public static IConfiguration Read(ParseResult arguments)
    {
        var file = arguments.GetValue(FileOption)?.FullName ?? Environment.GetEnvironmentVariable("GHC_SETTINGS");
        return new ConfigurationBuilder()
            .AddInMemoryCollection(file is null ? [] : ReadValues(file))
            .AddEnvironmentVariables()
            .Build();
    }

    public static ServiceProvider Services(ParseResult arguments)
    {
        var configuration = Read(arguments);
        var services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddSecurity().AddGhcStorage();
        return services.BuildServiceProvider();
    }

    private static KeyValuePair<string, string?>[] ReadValues(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("Values").EnumerateObject()
            .Select(value => KeyValuePair.Create(value.Name.Replace("__", ":", StringComparison.Ordinal), value.Value.GetString()))
            .ToArray();
    }
}
