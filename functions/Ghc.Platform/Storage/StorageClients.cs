using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Ghc.Platform.Storage;

/// <summary>
/// The data accounts. <c>DataStorage</c>, which the triggers use too, is home: this app reads its queues, and its timers look after its
/// tables. <c>DataAccounts:0</c>, <c>:1</c> … name the others, each the home of another app; every app is told all of them. Partitions and
/// messages are spread over all accounts by key (docs/scale.md).
/// </summary>
public sealed class StorageClients
{
    public const string Connection = "DataStorage";
    public const string MoreConnections = "DataAccounts";

    private readonly AccountMap map;

    /// <param name="transport">Where requests go in the end; null for the network.</param>
    public StorageClients(IConfiguration configuration, IEnumerable<HttpPipelinePolicy> policies, HttpPipelineTransport? transport = null)
    {
        var home = configuration.GetSection(Connection);
        Accounts =
        [
            .. configuration
                .GetSection(MoreConnections)
                .GetChildren()
                .Prepend(home)
                .Select(settings => new StorageAccount(settings, settings["clientId"] ?? home["clientId"], policies, transport))
                .DistinctBy(account => account.Name),
        ];
        map = new AccountMap(Accounts.Select(account => account.Name));
    }

    /// <summary>Home comes first.</summary>
    public IReadOnlyList<StorageAccount> Accounts { get; }

    public StorageAccount Home => Accounts[0];

    public SpreadTable Table(string name) => new([.. Accounts.Select(account => account.Tables.GetTableClient(name))], map);

    /// <summary>The queue at home.</summary>
    public QueueClient Queue(string name) => Home.Queue(name);

    /// <inheritdoc cref="StorageAccount.RawQueue"/>
    public QueueClient RawQueue(string name) => Home.RawQueue(name);

    /// <summary>The queue in the account of <paramref name="key"/>, so that what concerns a document lies in one account with it.</summary>
    public QueueClient Queue(string name, string key) => Accounts[map.Of(key)].Queue(name);
}
