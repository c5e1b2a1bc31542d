using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;

namespace Ghc.Platform.Queues;

/// <summary>What the readers of queue messages share.</summary>
public static class MessageJson
{
    /// <summary>Clocks of laboratories and borders run apart by this much at most.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Comments and trailing commas are slips that change nothing. A member that is given twice is not: nobody knows which was meant.
    /// </summary>
    public static readonly JsonDocumentOptions Reading = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static Outcome<JsonObject> ReadObject(string message)
    {
        try
        {
            // Counting reads the names of all members, which is when one that is no text would throw.
            return JsonNode.Parse(message, documentOptions: Reading) is JsonObject { Count: >= 0 } root
                ? root
                : Refusal.Invalid("body", "body.object");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("body", "body.json");
        }
        catch (InvalidOperationException)
        {
            return Refusal.Invalid("body", "body.encoding");
        }
    }

    /// <summary>One object, or an array of objects.</summary>
    public static Outcome<IReadOnlyList<JsonObject>> ReadObjects(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Reading) switch
            {
                JsonObject { Count: >= 0 } root => new[] { root },
                JsonArray { Count: > 0 } many when many.All(each => each is JsonObject { Count: >= 0 }) => many.Select(each =>
                        each!.AsObject()
                    )
                    .ToArray(),
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException)
        {
            return Refusal.Invalid("body", "body.json");
        }
        catch (InvalidOperationException)
        {
            return Refusal.Invalid("body", "body.encoding");
        }
    }

    /// <summary>
    /// Null for what is missing or no text. JSON can spell half a character (<c>"\ud800"</c>); the framework throws when such a value is
    /// read.
    /// </summary>
    public static string? Text(JsonObject root, string name)
    {
        try
        {
            return root[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// A time that can have been: not after now, and not before <paramref name="earliest"/>, for which <paramref name="tooEarly"/> is the
    /// problem.
    /// </summary>
    public static Outcome<DateTimeOffset> Past(DateTimeOffset? time, DateTimeOffset now, DateTimeOffset earliest, string tooEarly) =>
        time is not { } given ? Refusal.Invalid("", "field.missing")
        : given > now + ClockTolerance ? Refusal.Invalid("", "time.future")
        : given < earliest ? Refusal.Invalid("", tooEarly)
        : given;
}
