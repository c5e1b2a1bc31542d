using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Hosting;

namespace Ghc.Bench.Servers;

/// <summary>
/// What taking in a result and folding it into a color cannot do without, by the bare SDK: as many messages at once, as many rows and as large, and no more thought than
/// finding the document's number in the message.
/// </summary>
internal sealed class IngestFloor(string storage) : BackgroundService
{
    public const int BatchSize = 16;
    public const int AtOnce = 24;

    private const int FactLength = 680;
    private const int StatusLength = 900;
    private const int OutcomeLength = 260;

    private static readonly string[] OutcomeRows = ["history", "time", "accession"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private readonly TableServiceClient tables = new(storage);
    private readonly QueueClient queue = new(storage, "lab-results", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var messages = (await queue.ReceiveMessagesAsync(BatchSize, Lease, CancellationToken.None)).Value;
            if (messages.Length == 0)
            {
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            foreach (var message in messages)
            {
                running.Add(Task.Run(() => RunAsync(message), CancellationToken.None));
            }

            while (running.RemoveWhere(task => task.IsCompleted) >= 0 && running.Count > AtOnce - BatchSize)
            {
                await Task.WhenAny(running);
            }
        }
    }

    private async Task RunAsync(QueueMessage message)
    {
        await TakeInAsync(message.Body.ToString());
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private async Task TakeInAsync(string message)
    {
        using var json = JsonDocument.Parse(message);
        var key = json.RootElement.GetProperty("idNumber").GetString()!;
        var accession = json.RootElement.GetProperty("accession").GetString()!;
        var holders = tables.GetTableClient("Holders");
        await foreach (var _ in holders.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}")))
        {
        }

        await tables.GetTableClient("Documents").UpsertEntityAsync(new TableEntity(key, key) { ["data"] = new string('d', OutcomeLength) }, TableUpdateMode.Replace);
        await holders.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertReplace, new TableEntity(key, $"result|{accession}") { ["data"] = new string('f', FactLength) }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity(key, "status") { ["data"] = new string('s', StatusLength) }),
        ]);
        await tables.GetTableClient("LabOutcomes").SubmitTransactionAsync(
            OutcomeRows.Select(kind => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity("gz-kingmed", $"{kind}|{accession}") { ["data"] = new string('o', OutcomeLength), ["at"] = DateTimeOffset.UnixEpoch })));
    }
}
