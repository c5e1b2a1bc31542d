using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Platform.Queues;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>A row of a file: the text to send, or why it is refused.</summary>
public sealed record FileRow(Outcome<string> Message)
{
    /// <summary>For a laboratory's result, as far as it can be read.</summary>
    public string? Accession { get; init; }

    /// <summary>Line and column where the row begins.</summary>
    public string? Place { get; init; }
}

/// <summary>Cuts a message of a JSON file into rows.</summary>
public delegate IEnumerable<FileRow> RowReader(string message, DateTimeOffset now);

/// <summary>Reads a file into rows.</summary>
public delegate Outcome<IReadOnlyList<FileRow>> FileReader(byte[] file, ParseResult arguments);

/// <summary>A JSON file that holds one message, an array of them, or one on each line.</summary>
public static class RowFile
{
    public static FileReader Json(RowReader read) => (file, _) => Read(file, read);

    public static Outcome<IReadOnlyList<FileRow>> Read(byte[] file, RowReader read) =>
        Messages(file).Refused(out var refusal, out var messages)
            ? refusal
            : messages.SelectMany(message => Placed([.. read(message.Text, TimeProvider.System.GetUtcNow())], message.Place)).ToArray();

    public static int Unusable(Screen screen, Refusal refusal)
    {
        foreach (var error in refusal.Errors)
        {
            screen.Fail(
                "The file cannot be used:",
                $"{(error.Field == "body" ? "" : $"{error.Field}: ")}{Screen.Describe(error)}",
                ExitCodes.Unusable
            );
        }

        return ExitCodes.Unusable;
    }

    /// <summary>
    /// Each row of a batch has its own place; rows of another format name theirs in their errors, and have that of the message.
    /// </summary>
    private static IEnumerable<FileRow> Placed(IReadOnlyList<FileRow> rows, JsonPlace place) =>
        rows.Select((row, index) => row with { Place = place.Rows.Count == rows.Count ? place.Rows[index] : place.Start });

    private static Outcome<IReadOnlyList<(string Text, JsonPlace Place)>> Messages(byte[] file)
    {
        if (TextEncodings.Decode(file) is not { } text)
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        try
        {
            var root = JsonNode.Parse(text);
            var places = JsonPlace.Of(Encoding.UTF8.GetBytes(text));
            return root switch
            {
                JsonArray rows => rows.Select((row, index) => (row?.ToJsonString() ?? "null", places[index])).ToArray(),
                JsonObject single => new[] { (single.ToJsonString(), places[0]) },
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException wrong)
        {
            return Lines(text, JsonPlace.At(wrong));
        }
    }

    /// <summary>One object on each line (NDJSON), as FHIR servers export them. A line that is no JSON is a row that is refused.</summary>
    private static Outcome<IReadOnlyList<(string Text, JsonPlace Place)>> Lines(string text, string wrongAt)
    {
        var lines = text.Split('\n')
            .Select((line, index) => (Text: line.Trim(), new JsonPlace($"line {index + 1}", [])))
            .Where(line => line.Text.Length > 0)
            .ToArray();
        return lines.Length > 1 && lines.All(line => line.Text is ['{', .., '}']) ? lines : Refusal.Invalid(wrongAt, "body.json");
    }
}
