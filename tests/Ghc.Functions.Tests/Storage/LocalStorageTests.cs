using Azure.Data.Tables;
using Ghc.Functions.Local;
using Ghc.Functions.Tests.LocalWorker;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Ghc.Storage.Emulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Storage;

/// <summary>The port opens before tables and queues are there, and nobody notices.</summary>
public sealed class LocalStorageTests(Azurite azurite)
{
    [Fact]
    public async Task CallsOfRequests_BeforeTheTablesAreThere_Wait()
    {
        var configuration = DataStorage(azurite.NewAccount());
        var local = new LocalStorage(configuration);
        var table = new StorageClients(configuration, [local]).Table(TableNames.Holders).Home;

        await local.StartAsync(TestContext.Current.CancellationToken);
        await table.AddEntityAsync(new TableEntity("early", "bird"), TestContext.Current.CancellationToken);

        Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("early", "bird", cancellationToken: TestContext.Current.CancellationToken)).HasValue);
        await local.StartedAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StorageThatIsAway_StopsTheStart_AndSaysWhy()
    {
        var builder = WorkerHost.Builder(typeof(Anything));
        var away = DataStorage($"DefaultEndpointsProtocol=http;AccountName=away;AccountKey=YXdheQ==;TableEndpoint={Nobody()}away;QueueEndpoint={Nobody()}away;");
        builder.Services.AddHostedService(_ => new LocalStorage(away));
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Connection refused", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration DataStorage(string connection) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(StorageClients.Connection, connection)]).Build();

    /// <summary>An address of this machine where nobody listens.</summary>
    private static Uri Nobody() => new($"http://127.0.0.1:{FreePorts.Take()}/");

    public sealed class Anything;
}
