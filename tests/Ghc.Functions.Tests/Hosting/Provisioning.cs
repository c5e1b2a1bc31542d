using System.Collections.Concurrent;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Hosting;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Configuration;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>Creates tables and queues of a test's accounts, once for all apps that share them, as `ghc storage create` does.</summary>
internal static class Provisioning
{
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Done = new();

    public static Task CreateAsync(AppSettings settings) =>
        Task.WhenAll(settings.Accounts.Select(account => Done.GetOrAdd(account, key => new Lazy<Task>(() => CreateAsync(key))).Value));

    private static async Task CreateAsync(string account)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(StorageClients.Connection, account)]).Build();
        await Task.WhenAll(
            new StorageClients(configuration, []).Accounts.Select(home => StorageSetup.CreateMissingAsync(home, CancellationToken.None))
        );
    }
}
