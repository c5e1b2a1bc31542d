using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Ghc.Domain;
using Ghc.Platform.Localization;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>A JSON file that holds one message, or an array of them.</summary>
public static class RowFile
{
    public static Outcome<IReadOnlyList<string>> Read(FileInfo file)
    {
        var bytes = File.ReadAllBytes(file.FullName).AsSpan();

        // Editors on Windows put a byte order mark there, which JSON does not know.
        var json = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        if (!Utf8.IsValid(json))
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        try
        {
            return JsonNode.Parse(json) switch
            {
                JsonArray rows => rows.Select(row => row?.ToJsonString() ?? "null").ToArray(),
                JsonObject single => new[] { single.ToJsonString() },
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException)
        {
            return Refusal.Invalid("body", "body.json");
        }
    }

    public static int Unusable(IAnsiConsole console, Refusal refusal)
    {
        console.MarkupLineInterpolated($"[red]The file cannot be used:[/] {Texts.Get($"field.{refusal.Errors[0].Problem}", Languages.English)}");
        return ExitCodes.Unusable;
    }
}
