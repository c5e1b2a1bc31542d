using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc keys new</c></summary>
public static class KeysCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(IAnsiConsole console)
    {
        var create = new Command("new", "Print a local.settings.json with fresh keys, for the local host. Whoever holds it can read the data: keep it out of version control.");
        create.SetAction(_ =>
        {
            // Not through the console's wrapping: this is a file.
            console.Profile.Out.Writer.WriteLine(LocalSettings().ToJsonString(Indented));
            return ExitCodes.Done;
        });
        return new Command("keys", "Pepper and key rings.") { create };
    }

    internal static JsonObject LocalSettings()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new JsonObject
        {
            ["IsEncrypted"] = false,
            ["Values"] = new JsonObject
            {
                ["DataStorage"] = "UseDevelopmentStorage=true",
                ["Keys__Pepper"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Keys__Sealing__Current"] = "k1",
                ["Keys__Sealing__Keys__k1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Keys__Signing__Current"] = "k1",
                ["Keys__Signing__Keys__k1"] = Convert.ToBase64String(signing.ExportPkcs8PrivateKey()),
                ["Sms__Provider"] = "local",
                ["Site__Url"] = "http://localhost:7071",
                ["Demo__Seed"] = "true",
            },
        };
    }
}
