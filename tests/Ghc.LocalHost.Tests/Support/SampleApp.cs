using System.Text.Json;
using Ghc.LocalHost.Apps;
using Ghc.Storage.Emulation;

namespace Ghc.LocalHost.Tests.Support;

/// <summary>The function app of these tests: its build, and copies of it that a test may spoil.</summary>
internal static class SampleApp
{
    /// <summary>Where the build of this project put it: the same configuration and framework.</summary>
    public static string Folder { get; } =
        Path.Combine(
            Emulator.RepositoryRoot,
            "tests",
            "Ghc.LocalHost.SampleApp",
            "bin",
            Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", ".."), AppContext.BaseDirectory)
        );

    /// <summary>Settings that every function of the app needs.</summary>
    public static Dictionary<string, string> Settings(string account) =>
        new()
        {
            ["AzureWebJobsStorage"] = account,
            ["Orders"] = account,
            ["Schedule"] = "0 0 0 1 1 *",
        };

    public static FunctionApp Open(Dictionary<string, string> settings) => FunctionApp.Open(Folder, new LocalSettings(settings, null));

    public static async Task<string> WriteSettingsAsync(Dictionary<string, string> settings)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { IsEncrypted = false, Values = settings }));
        return file;
    }
}
