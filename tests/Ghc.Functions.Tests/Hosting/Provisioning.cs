using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>Creates tables and queues of a test's accounts, once for all apps that share them. In Azure the templates do, on one machine `ghc storage create`.</summary>
internal static class Provisioning
{
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Done = new();

    public static Task CreateAsync(AppSettings settings) =>
        Task.WhenAll(settings.Accounts.Select(account => Done.GetOrAdd(account, key => new Lazy<Task>(() => CreateAsync(key))).Value));

    private static Task CreateAsync(string account)
    {
        var (tables, queues) = (new TableServiceClient(account), new QueueServiceClient(account));
        return Task.WhenAll(
        [
            .. TableNames.All.Select(name => tables.CreateTableIfNotExistsAsync(name) as Task),
            .. QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }).Select(name => queues.GetQueueClient(name).CreateIfNotExistsAsync()),
        ]);
    }
}
