using System.Text.Json;

namespace Ghc.LocalHost.Apps;

/// <summary>How the worker of an app is started, as the build of the app describes it in <c>worker.config.json</c>.</summary>
/// <param name="Executable">A program of the path, or a file of the app.</param>
/// <param name="Assembly">The app itself, in the app's folder.</param>
public sealed record WorkerConfig(string Executable, string Assembly)
{
    public const string FileName = "worker.config.json";

    private const string Language = "dotnet-isolated";
    private const string WorkerRoot = "{WorkerRoot}";

    /// <exception cref="InvalidDataException">The file does not describe an isolated .NET worker.</exception>
    public static WorkerConfig Read(string appFolder)
    {
        var file = Path.Combine(appFolder, FileName);
        if (!JsonFile.Read(file).TryGetProperty("description", out var description) || description.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{file} has no description of a worker.");
        }

        if (Text(file, description, "language") is var language && language != Language)
        {
            throw new InvalidDataException($"{file} describes a worker for {language}; this host runs {Language} only.");
        }

        var assembly = Path.Combine(appFolder, Text(file, description, "defaultWorkerPath"));
        return File.Exists(assembly)
            ? new WorkerConfig(
                Text(file, description, "defaultExecutablePath")
                    .Replace(WorkerRoot, appFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal),
                assembly
            )
            : throw new InvalidDataException($"{file} names {assembly}, which does not exist. Publish the app again.");
    }

    private static string Text(string file, JsonElement description, string name) =>
        description.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{file}: {name} is missing.");
}
