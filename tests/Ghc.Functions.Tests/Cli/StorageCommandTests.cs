using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Cli;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Cli;

/// <summary><c>ghc storage create</c> in real storage: what the templates create in Azure.</summary>
public sealed class StorageCommandTests(Azurite azurite) : IDisposable
{
    private static readonly string[] Queues =
    [
        .. QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }).Order(StringComparer.Ordinal),
    ];

    private readonly Files files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Create_EmptyAccount_CreatesEveryTableAndQueueAndNamesThem()
    {
        var account = azurite.NewAccount();

        var answer = (await CreateAsync(account)).Expect(ExitCodes.Done);

        Assert.Equal(TableNames.All.Order(StringComparer.Ordinal), await TablesAsync(account));
        Assert.Equal(Queues, await QueuesAsync(account));
        Assert.All(TableNames.All.Concat(Queues), name => Assert.Contains(name, answer.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_Again_ChangesNothingAndKeepsRowsAndMessages()
    {
        var account = azurite.NewAccount();
        await CreateAsync(account);
        var table = new TableServiceClient(account).GetTableClient(TableNames.Holders);
        var queue = new QueueServiceClient(account).GetQueueClient(QueueNames.LabResults);
        await table.AddEntityAsync(new TableEntity("kept", "row"), TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("kept", TestContext.Current.CancellationToken);

        var answer = (await CreateAsync(account)).Expect(ExitCodes.Done);

        Assert.Contains("nothing was missing", answer.Output, StringComparison.Ordinal);
        Assert.True(
            (
                await table.GetEntityIfExistsAsync<TableEntity>("kept", "row", cancellationToken: TestContext.Current.CancellationToken)
            ).HasValue
        );
        Assert.Equal(1, (await queue.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Create_SomeAreMissing_CreatesThoseAlone()
    {
        var account = azurite.NewAccount();
        await CreateAsync(account);
        await new TableServiceClient(account).DeleteTableAsync(TableNames.Audit, TestContext.Current.CancellationToken);
        await new QueueServiceClient(account).DeleteQueueAsync(QueueNames.Visits, TestContext.Current.CancellationToken);

        var answer = (await CreateAsync(account)).Expect(ExitCodes.Done);

        Assert.EndsWith($": created {TableNames.Audit}, {QueueNames.Visits}", answer.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal(TableNames.All.Count, (await TablesAsync(account)).Count);
    }

    [Fact]
    public async Task Create_SeveralDataAccounts_CreatesInEach()
    {
        var (home, other) = (azurite.NewAccount(), azurite.NewAccount());

        (await CreateAsync(home, other)).Expect(ExitCodes.Done);

        Assert.Equal((TableNames.All.Count, TableNames.All.Count), ((await TablesAsync(home)).Count, (await TablesAsync(other)).Count));
        Assert.Equal((Queues.Length, Queues.Length), ((await QueuesAsync(home)).Count, (await QueuesAsync(other)).Count));
    }

    [Fact]
    public async Task Create_StorageNotThere_SaysSo()
    {
        var answer = await CreateAsync(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;"
        );

        Assert.StartsWith("Storage did not answer:", answer.Expect(ExitCodes.Unreachable).Errors, StringComparison.Ordinal);
    }

    private Task<GhcAnswer> CreateAsync(string home, params string[] others)
    {
        var values = new Dictionary<string, string> { [StorageClients.Connection] = home };
        foreach (var (index, other) in others.Index())
        {
            values[$"{StorageClients.MoreConnections}:{index}"] = other;
        }

        return GhcRun.Async("storage", "create", "--settings", files.WriteSettings(values));
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(string account) =>
        [
            .. (
                await new TableServiceClient(account)
                    .QueryAsync(cancellationToken: TestContext.Current.CancellationToken)
                    .Select(table => table.Name)
                    .ToListAsync(TestContext.Current.CancellationToken)
            ).Order(StringComparer.Ordinal),
        ];

    private static async Task<IReadOnlyList<string>> QueuesAsync(string account) =>
        [
            .. (
                await new QueueServiceClient(account)
                    .GetQueuesAsync(cancellationToken: TestContext.Current.CancellationToken)
                    .Select(queue => queue.Name)
                    .ToListAsync(TestContext.Current.CancellationToken)
            ).Order(StringComparer.Ordinal),
        ];
}
