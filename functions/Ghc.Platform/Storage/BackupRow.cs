using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <summary>
/// Partitions as lines of JSON: the key, then each row with its columns as they are, sealed or not. A column that is no text says its type,
/// as the tables' own protocol does (<c>@t</c>, such as <c>Edm.DateTime</c>).
/// </summary>
public static class BackupRow
{
    private static readonly string[] Own = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static string Write(IReadOnlyList<TableEntity> partition)
    {
        var rows = partition.Select(row =>
            (JsonNode)
                new JsonObject
                {
                    ["r"] = row.RowKey,
                    ["c"] = new JsonObject(
                        row.Where(column => !Own.Contains(column.Key) && column.Value is not null)
                            .Select(column => KeyValuePair.Create(column.Key, (JsonNode?)Cell(column.Value)))
                    ),
                }
        );
        return new JsonObject { ["p"] = partition[0].PartitionKey, ["rows"] = new JsonArray([.. rows]) }.ToJsonString();
    }

    public static IReadOnlyList<TableEntity> Read(string line)
    {
        var root = JsonNode.Parse(line)!;
        var partition = (string)root["p"]!;
        return
        [
            .. root["rows"]!
                .AsArray()
                .Select(row =>
                {
                    var entity = new TableEntity(partition, (string)row!["r"]!);
                    foreach (var (name, cell) in row["c"]!.AsObject())
                    {
                        entity[name] = Value(cell!);
                    }

                    return entity;
                }),
        ];
    }

    private static JsonNode Cell(object value) =>
        value switch
        {
            string text => text,
            DateTimeOffset time => Typed("Edm.DateTime", time.ToString("O", CultureInfo.InvariantCulture)),
            int number => Typed("Edm.Int32", number.ToString(CultureInfo.InvariantCulture)),
            long number => Typed("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
            double number => Typed("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
            bool flag => Typed("Edm.Boolean", flag ? "true" : "false"),
            Guid id => Typed("Edm.Guid", id.ToString()),
            byte[] bytes => Typed("Edm.Binary", Convert.ToBase64String(bytes)),
            BinaryData bytes => Typed("Edm.Binary", Convert.ToBase64String(bytes)),
            _ => throw new InvalidOperationException($"A column of the type {value.GetType().Name} is not backed up."),
        };

    private static JsonObject Typed(string type, string value) => new() { ["@t"] = type, ["v"] = value };

    private static object Value(JsonNode cell)
    {
        if (cell is JsonValue)
        {
            return (string)cell!;
        }

        var text = (string)cell["v"]!;
        return (string?)cell["@t"] switch
        {
            "Edm.DateTime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "Edm.Int32" => int.Parse(text, CultureInfo.InvariantCulture),
            "Edm.Int64" => long.Parse(text, CultureInfo.InvariantCulture),
            "Edm.Double" => double.Parse(text, CultureInfo.InvariantCulture),
            "Edm.Boolean" => text == "true",
            "Edm.Guid" => Guid.Parse(text),
            "Edm.Binary" => Convert.FromBase64String(text),
            var type => throw new JsonException($"A column has the unknown type {type}."),
        };
    }
}
