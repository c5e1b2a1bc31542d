using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Floor;

/// <summary>
/// The floor of the app's function of this name: as many rows and as large, and no more thought than finding the document's number in the
/// message. The same name, so that one setting disables either.
/// </summary>
public sealed class IngestLabResults(BareStorage storage)
{
    private const int FactLength = 680;
    private const int StatusLength = 900;
    private const int OutcomeLength = 260;

    private static readonly string[] OutcomeRows = ["history", "time", "accession"];

    [Function(nameof(IngestLabResults))]
    public async Task RunAsync([QueueTrigger("lab-results", Connection = "DataStorage")] string message)
    {
        // Sent as the SDK's clients do by default; host.json leaves the decoding to the function, since laboratories send plain text too.
        using var json = JsonDocument.Parse(Convert.FromBase64String(message));
        var key = json.RootElement.GetProperty("idNumber").GetString()!;
        var accession = json.RootElement.GetProperty("accession").GetString()!;
        var holders = storage.Table("Holders");
        await foreach (var _ in holders.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}"))) { }

        await storage.Table("Documents").UpsertEntityAsync(Row(key, key, OutcomeLength), TableUpdateMode.Replace);
        await holders.SubmitTransactionAsync([
            Upsert(Row(key, $"result|{accession}", FactLength)),
            Upsert(Row(key, "status", StatusLength)),
        ]);
        await storage
            .Table("LabOutcomes")
            .SubmitTransactionAsync(
                OutcomeRows.Select(kind =>
                {
                    var row = Row("gz-kingmed", $"{kind}|{accession}", OutcomeLength);
                    row["at"] = DateTimeOffset.UnixEpoch;
                    return Upsert(row);
                })
            );
    }

    private static TableEntity Row(string partition, string row, int length) => new(partition, row) { ["data"] = new string('d', length) };

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);
}
