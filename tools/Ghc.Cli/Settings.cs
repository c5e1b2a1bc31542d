using System.CommandLine;
using System.Text.Json;
using Azure;
using Azure.Core.Pipeline;
using Azure.Identity;
using Ghc.Functions;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ghc.Cli;

/// <summary>
/// The same settings as the app's: environment variables (<c>DataStorage</c>, <c>Keys__Pepper</c> …) over the <c>Values</c> of a settings
/// file. Work with them ends in an exit code and a sentence, whatever is wrong with them or with the storage that they name.
/// </summary>
public sealed class Settings(Screen screen)
{
    private const string FileVariable = "GHC_SETTINGS";

    public Option<FileInfo?> FileOption { get; } =
        new("--settings")
        {
            Description =
                $"A local.settings.json file to take settings from (default: the file named by {FileVariable}). Environment variables win.",
            Recursive = true,
        };

    /// <summary>Work that only sends: laboratories and borders have no keys.</summary>
    public Task<int> WithClientsAsync(ParseResult arguments, Func<StorageClients, Task<int>> work) =>
        GuardAsync(() => work(Clients(Read(arguments))));

    /// <summary>Work of operators, who hold the keys.</summary>
    public Task<int> WithServicesAsync(ParseResult arguments, Func<IServiceProvider, Task<int>> work) =>
        GuardAsync(async () =>
        {
            var configuration = Read(arguments);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddSingleton(configuration)
                .AddFeatures(configuration)
                .AddSingleton(Clients(configuration))
                .BuildServiceProvider();
            return await work(services);
        });

    /// <summary>Work on the key rings of the settings file itself, which environment variables do not change.</summary>
    public int WithKeyFile(ParseResult arguments, Func<KeyFile, int> work) =>
        FileOf(arguments) is not { Length: > 0 } path ? Refuse($"name a settings file with --settings or {FileVariable}.")
        : KeyFile.Read(path, out var problem) is { } file ? work(file)
        : Refuse(problem);

    /// <summary>Nothing was done, and why.</summary>
    public int Refuse(string why) => screen.Fail("Nothing was changed:", why, ExitCodes.Unusable);

    private async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return screen.Fail(
                "Storage lacks a table or queue:",
                "run ghc storage create, or deploy the templates.",
                ExitCodes.Unreachable
            );
        }
        catch (RequestFailedException failure) when (failure.Status is 401 or 403)
        {
            return screen.Fail(
                "Storage refused:",
                $"you lack a role there, or come from a network that is kept out ({failure.ErrorCode}).",
                ExitCodes.Unusable
            );
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            return screen.Fail("Storage did not answer:", failure.GetBaseException().Message.Split('\n')[0], ExitCodes.Unreachable);
        }
        catch (OptionsValidationException failure)
        {
            return screen.Fail("The settings cannot be used:", string.Join(' ', failure.Failures), ExitCodes.Unusable);
        }
        catch (SettingsException failure)
        {
            return screen.Fail("The settings cannot be used:", failure.Message, ExitCodes.Unusable);
        }
    }

    private string? FileOf(ParseResult arguments) =>
        arguments.GetValue(FileOption)?.FullName ?? Environment.GetEnvironmentVariable(FileVariable);

    private IConfiguration Read(ParseResult arguments)
    {
        var file = FileOf(arguments);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(string.IsNullOrEmpty(file) ? [] : ReadValues(file))
            .AddEnvironmentVariables()
            .Build();
        return configuration.GetSection(StorageClients.Connection).Exists()
            ? configuration
            : throw new SettingsException(
                $"{StorageClients.Connection} is missing. Name a settings file with --settings or {FileVariable}, or set {StorageClients.Connection}."
            );
    }

    private static StorageClients Clients(IConfiguration configuration)
    {
        try
        {
            return new StorageClients(configuration, Array.Empty<HttpPipelinePolicy>());
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SettingsException($"{StorageClients.Connection}: {failure.Message}");
        }
    }

    private static KeyValuePair<string, string?>[] ReadValues(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return json
                .RootElement.GetProperty("Values")
                .EnumerateObject()
                .Select(value =>
                    KeyValuePair.Create(value.Name.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value.ToString())
                )
                .ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(failure.Message);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new SettingsException($"{file} is no settings file, which is JSON with the member Values.");
        }
    }

    private sealed class SettingsException(string message) : Exception(message);
}
