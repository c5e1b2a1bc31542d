using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Ghc.Functions.SwitchOff;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc sunset export DIRECTORY</c>: what operators keep, since it is about nobody.</summary>
public static class SunsetExportCommand
{
    private const string Manifest = "manifest.json";

    public static Command Create(Screen screen, Settings settings)
    {
        var directory = new Argument<DirectoryInfo>("DIRECTORY") { Description = "A folder that is empty, or made." };
        var export = new Command(
            "export",
            "Write what may stay when everything is destroyed, because it is about nobody: public statistics, rules and when they were in force, public keys, the plan with its steps, "
                + "and the last number and hash of each chain of the audit. The manifest has the SHA-256 of each file. Holders fetch their own data on the page /account, until the end of the export in the plan. "
                + "Changes nothing in the service, and can be repeated into another folder. Exit codes: 0 done, 2 refused, 3 storage unreachable."
        )
        {
            directory,
        };
        export
            .WithExamples("ghc sunset export kept", "ghc sunset export kept --output json")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                        {
                            var folder = arguments.GetRequiredValue(directory);
                            if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
                            {
                                return settings.Refuse($"{folder} has files. Name an empty folder, or one that is to be made.");
                            }

                            if (
                                (await services.GetRequiredService<PublicRecord>().ReadAsync(cancellation)).Refused(
                                    out var refusal,
                                    out var kept
                                )
                            )
                            {
                                return screen.Refuse(refusal);
                            }

                            folder.Create();
                            foreach (var (name, content) in kept.Files)
                            {
                                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, cancellation);
                            }

                            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                            var files = kept
                                .Files.Select(file => new
                                {
                                    name = file.Key,
                                    size = file.Value.Length,
                                    sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Value)),
                                })
                                .ToList();
                            await File.WriteAllTextAsync(
                                Path.Combine(folder.FullName, Manifest),
                                JsonSerializer.Serialize(
                                    new
                                    {
                                        exportedAt = now,
                                        plan = kept.Plan.Plan,
                                        files,
                                    }
                                ),
                                cancellation
                            );
                            return screen.Answer(
                                new
                                {
                                    directory = folder.FullName,
                                    exportedAt = now,
                                    plan = kept.Plan.Plan,
                                    holdersFetchUntil = kept.Plan.ExportUntil,
                                    holdersFetchAt = "/account",
                                    files,
                                },
                                console =>
                                {
                                    foreach (var file in files)
                                    {
                                        console.WriteLine($"{file.sha256}  {file.name} ({file.size} bytes)");
                                    }

                                    console.WriteLine($"{files.Count} files and {Manifest} are in {folder.FullName}.");
                                    console.WriteLine(
                                        now < kept.Plan.ExportUntil
                                            ? $"Holders can fetch their own data until {kept.Plan.ExportUntil:u}, on the page /account."
                                            : $"Holders could fetch their own data until {kept.Plan.ExportUntil:u}, on the page /account. That time is over."
                                    );
                                }
                            );
                        }
                    )
            );
        return export;
    }
}
