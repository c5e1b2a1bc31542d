using System.Net;
using System.Net.Sockets;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Processes;

/// <summary>What cannot be started is refused with an exit code and a sentence that tells why.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Required argument 'APPFOLDER' missing")]
    [InlineData("Unrecognized command or argument '--unknown'", "app", "--unknown")]
    [InlineData("--port must be a number from 1 to 65535, not many", "app", "--port", "many")]
    [InlineData("--port must be a number from 1 to 65535, not 0", "app", "--port", "0")]
    [InlineData("--port must be a number from 1 to 65535, not 65536", "app", "-p", "65536")]
    [InlineData("--drain-seconds must be a number from 0 to 3600, not -1", "app", "--drain-seconds", "-1")]
    [InlineData("--drain-seconds must be a number from 0 to 3600, not 1.5", "app", "--drain-seconds", "1.5")]
    [InlineData("is not a published function app: the folder does not exist", "nowhere")]
    public async Task Arguments_ThatCannotBeUsed_AreRefused(string expected, params string[] arguments) =>
        await RefusesAsync(expected, arguments);

    [Theory]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    public async Task Folder_WithoutAFile_IsRefused(string file)
    {
        CopyApp();
        File.Delete(Path.Combine(folder.Path, file));

        await RefusesAsync($"is not a published function app: it has no {file}", folder.Path);
    }

    [Theory]
    [InlineData("host.json", "{\n\"version\": ", "host.json, line 2: this is not valid JSON")]
    [InlineData("host.json", "[]", "host.json must hold a JSON object")]
    [InlineData("host.json", "{}", "version must be \"2.0\", and is missing")]
    [InlineData("host.json", "{\"version\":\"1.0\"}", "version must be \"2.0\", not \"1.0\"")]
    [InlineData(
        "host.json",
        "{\"version\":\"2.0\",\"functionTimeout\":\"soon\"}",
        "functionTimeout must be a time such as 00:05:00, or -1 for none, not soon"
    )]
    [InlineData("host.json", "{\"version\":\"2.0\",\"functionTimeout\":\"-00:01:00\"}", "functionTimeout must be a time")]
    [InlineData("functions.metadata", "{\"not\":\"a list\"}", "functions.metadata is not what a build writes")]
    [InlineData("functions.metadata", "[{\"name\":\"Odd\",\"bindings\":[]}]", "the function Odd does not have exactly one trigger")]
    [InlineData("worker.config.json", "{}", "worker.config.json has no description of a worker")]
    [InlineData(
        "worker.config.json",
        "{\"description\":{\"language\":\"node\"}}",
        "describes a worker for node; this host runs dotnet-isolated only"
    )]
    [InlineData(
        "worker.config.json",
        "{\"description\":{\"language\":\"dotnet-isolated\"}}",
        "worker.config.json: defaultWorkerPath is missing"
    )]
    [InlineData(
        "worker.config.json",
        "{\"description\":{\"language\":\"dotnet-isolated\",\"defaultWorkerPath\":\"Gone.dll\",\"defaultExecutablePath\":\"dotnet\"}}",
        "Gone.dll, which does not exist"
    )]
    [InlineData("local.settings.json", "{\n\n\"Values\": {\"A\" \"b\"}}", "local.settings.json, line 3: this is not valid JSON")]
    [InlineData("local.settings.json", "\"text\"", "local.settings.json must hold a JSON object")]
    [InlineData("local.settings.json", "{\"IsEncrypted\":true}", "local.settings.json is encrypted, and only the Core Tools can read it")]
    [InlineData("local.settings.json", "{\"Values\":[]}", "Values must be an object with names and texts")]
    [InlineData("local.settings.json", "{\"Values\":{\"A\":{\"B\":\"c\"}}}", "the value of A must be a text")]
    [InlineData("local.settings.json", "{\"Values\":{\"A__B\":\"1\",\"a:b\":\"2\"}}", "a:b is set twice")]
    [InlineData("local.settings.json", "{\"Values\":{\"A\":\"1\",\"A\":\"2\"}}", "this is not valid JSON")]
    [InlineData("local.settings.json", "{\"Host\":{\"LocalHttpPort\":\"many\"}}", "Host.LocalHttpPort must be a port number, not many")]
    public async Task File_ThatIsWrong_IsNamedWithWhatIsWrong(string file, string content, string expected)
    {
        CopyApp();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, file), content, TestContext.Current.CancellationToken);

        await RefusesAsync(expected, folder.Path);
    }

    [Fact]
    public async Task SettingsFile_ThatIsNamedAndMissing_IsRefused() =>
        await RefusesAsync("nowhere.json cannot be read", SampleApp.Folder, "--settings", Path.Combine(folder.Path, "nowhere.json"));

    [Fact]
    public async Task Storage_OfTimers_ThatIsNotSet_IsRefused() => await RefusesAsync("AzureWebJobsStorage is not set", SampleApp.Folder);

    [Fact]
    public async Task Port_ThatIsTaken_IsRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        await RefusesAsync(
            "The port is taken by another program",
            SampleApp.Folder,
            "--settings",
            await SettingsAsync(),
            "--port",
            $"{((IPEndPoint)listener.LocalEndpoint).Port}"
        );
    }

    [Fact]
    public async Task Worker_ThatEndsAtOnce_IsToldWithItsExitCode()
    {
        CopyApp();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "worker.config.json"),
            """{"description":{"language":"dotnet-isolated","defaultExecutablePath":"false","defaultWorkerPath":"Ghc.LocalHost.SampleApp.dll"}}""",
            TestContext.Current.CancellationToken
        );

        var (code, error) = await RunAsync(
            folder.Path,
            "--settings",
            await SettingsAsync(),
            "--port",
            $"{Ghc.Storage.Emulation.FreePorts.Take()}"
        );

        Assert.Equal((1, "The worker did not start: it ended with exit code 1."), (code, error.Trim()));
    }

    [Fact]
    public async Task Help_NamesEveryOption()
    {
        using var output = new StringWriter();
        var code = await HostCommand.RunAsync(["--help"], output, TextWriter.Null);

        Assert.Equal(0, code);
        Assert.All(
            ["APPFOLDER", "--port", "--settings", "--local-texts", "--drain-seconds", "--verbose", "Exit codes"],
            part => Assert.Contains(part, output.ToString(), StringComparison.Ordinal)
        );
    }

    private async Task<string> SettingsAsync()
    {
        var file = Path.Combine(folder.Path, "settings.json");
        await File.WriteAllTextAsync(
            file,
            """{"Values":{"AzureWebJobsStorage":"UseDevelopmentStorage=true","Schedule":"0 0 0 1 1 *"}}""",
            TestContext.Current.CancellationToken
        );
        return file;
    }

    private static async Task RefusesAsync(string expected, params string[] arguments)
    {
        var (code, error) = await RunAsync(arguments);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(2, code);
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await HostCommand.RunAsync(arguments, TextWriter.Null, error);
        return (code, error.ToString());
    }

    /// <summary>Only what is read before the worker starts.</summary>
    private void CopyApp()
    {
        foreach (var file in new[] { "host.json", "functions.metadata", "worker.config.json", "Ghc.LocalHost.SampleApp.dll" })
        {
            File.Copy(Path.Combine(SampleApp.Folder, file), Path.Combine(folder.Path, file));
        }
    }
}
