namespace Ghc.LocalHost.Apps;

/// <summary>A published function app with the settings that it runs with.</summary>
/// <param name="Functions">Those that are not disabled.</param>
/// <param name="Configuration">host.json below <see cref="HostJson.Section"/>, local settings over it, environment variables over
/// both.</param>
public sealed record FunctionApp(
    string Folder,
    WorkerConfig Worker,
    IReadOnlyList<FunctionMetadata> Functions,
    IReadOnlyList<FunctionMetadata> Disabled,
    HostJson Host,
    LocalSettings Settings,
    IConfiguration Configuration
)
{
    private static readonly string[] Files = [HostJson.FileName, FunctionMetadata.FileName, WorkerConfig.FileName];

    /// <exception cref="InvalidDataException">The folder is not a published app, or one of its files is wrong.</exception>
    public static FunctionApp Open(string folder, LocalSettings settings)
    {
        folder = Path.GetFullPath(folder);
        if (Files.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file))) is { } missing)
        {
            throw new InvalidDataException(
                $"{folder} is not a published function app: {(Directory.Exists(folder) ? $"it has no {missing}" : "the folder does not exist")}. "
                    + "Publish the project first (dotnet publish PROJECT -o FOLDER) and name the output folder."
            );
        }

        var configuration = Configure(folder, settings);
        var functions = FunctionMetadata.ReadAll(folder).ToLookup(function => IsDisabled(function.Name, configuration));
        var app = new FunctionApp(
            folder,
            WorkerConfig.Read(folder),
            [.. functions[false]],
            [.. functions[true]],
            HostJson.From(configuration),
            settings,
            configuration
        );
        return app.LacksStorage
            ? throw new InvalidDataException(
                "AzureWebJobsStorage is not set. Timers keep their locks and schedules there; for the storage emulator set it to UseDevelopmentStorage=true."
            )
            : app;
    }

    private bool LacksStorage =>
        Functions.Any(function => function.Trigger.Is(FunctionBinding.Timer))
        && !Configuration.GetWebJobsConnectionSection("Storage").Exists();

    private static IConfiguration Configure(string folder, LocalSettings settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(JsonFile.Flatten(JsonFile.Read(Path.Combine(folder, HostJson.FileName)), HostJson.Section))
            .AddInMemoryCollection(
                settings.Values.Select(value =>
                    KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value)
                )
            )
            .AddEnvironmentVariables()
            .Build();

    /// <summary><c>AzureWebJobs.NAME.Disabled</c>, or with underscores where an environment variable cannot have dots.</summary>
    private static bool IsDisabled(string function, IConfiguration configuration) =>
        new[] { $"AzureWebJobs.{function}.Disabled", $"AzureWebJobs_{function}_Disabled", $"AzureWebJobs:{function}:Disabled" }
            .Select(name => configuration[name])
            .Any(value => value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
