using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>Cuts a message of a JSON file into rows; each is the text to send, or why it is refused.</summary>
public delegate IEnumerable<Outcome<string>> RowReader(string message, DateTimeOffset now);

/// <summary>Reads a file into rows; each is the text to send, or why it is refused.</summary>
public delegate Outcome<IReadOnlyList<Outcome<string>>> FileReader(byte[] file, ParseResult arguments);

/// <summary>A JSON file that holds one message, an array of them, or one on each line.</summary>
public static class RowFile
{
    public static FileReader Json(RowReader read) => (file, _) => Read(file, read);

    public static Outcome<IReadOnlyList<Outcome<string>>> Read(byte[] file, RowReader read) =>
        Messages(file).Refused(out var refusal, out var messages) ? refusal : messages.SelectMany(message => read(message, TimeProvider.System.GetUtcNow())).ToArray();

    public static int Unusable(IAnsiConsole console, Refusal refusal)
    {
        foreach (var error in refusal.Errors)
        {
            var place = error.Field == "body" ? "" : $"{error.Field}: ";
            console.MarkupLineInterpolated($"[red]The file cannot be used:[/] {place}{Texts.Get($"field.{error.Problem}", Languages.English)}");
        }

        return ExitCodes.Unusable;
    }

    private static Outcome<IReadOnlyList<string>> Messages(byte[] file)
    {
        if (TextEncodings.Decode(file) is not { } text)
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        try
        {
            return JsonNode.Parse(text) switch
            {
                JsonArray rows => rows.Select(row => row?.ToJsonString() ?? "null").ToArray(),
                JsonObject single => new[] { single.ToJsonString() },
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException)
        {
            return Lines(text);
        }
    }

    /// <summary>One object on each line (NDJSON), as FHIR servers export them. A line that is no JSON is a row that is refused.</summary>
    private static Outcome<IReadOnlyList<string>> Lines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 && lines.All(line => line is ['{', .., '}']) ? lines : Refusal.Invalid("body", "body.json");
    }
}
