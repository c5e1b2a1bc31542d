using System.Text;
using System.Text.Json;

namespace Ghc.Cli;

/// <summary>Where a message of a JSON file begins, and where each row of its member <c>results</c> does.</summary>
public sealed record JsonPlace(string Start, IReadOnlyList<string> Rows)
{
    private const string Batch = "results";

    public static string At(JsonException wrong) => $"line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1}";

    /// <summary>For the one message that the file is, or for each element of its array.</summary>
    public static IReadOnlyList<JsonPlace> Of(ReadOnlySpan<byte> json)
    {
        var places = new List<JsonPlace>();
        var lines = new LineCounter();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            places.Add(Message(ref reader, lines, json));
            return places;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            places.Add(Message(ref reader, lines, json));
        }

        return places;
    }

    /// <summary>Leaves the reader at the end of the message.</summary>
    private static JsonPlace Message(ref Utf8JsonReader reader, LineCounter lines, ReadOnlySpan<byte> json)
    {
        var start = lines.At(json, (int)reader.TokenStartIndex);
        var rows = new List<string>();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new JsonPlace(start, rows);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBatch = reader.ValueTextEquals(Batch);
            reader.Read();
            if (!isBatch || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                rows.Add(lines.At(json, (int)reader.TokenStartIndex));
                reader.Skip();
            }
        }

        return new JsonPlace(start, rows);
    }

    /// <summary>Counts lines from where it counted last, so that a long file is gone through once.</summary>
    private sealed class LineCounter
    {
        private int seen;
        private int lineStart;
        private int line = 1;

        public string At(ReadOnlySpan<byte> json, int index)
        {
            for (; seen < index; seen++)
            {
                if (json[seen] == '\n')
                {
                    (line, lineStart) = (line + 1, seen + 1);
                }
            }

            return $"line {line}, column {Encoding.UTF8.GetCharCount(json[lineStart..index]) + 1}";
        }
    }
}
