using Ghc.LocalHost.Tests.Support;
using Ghc.LocalHost.Triggers;
using Ghc.Storage.Emulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ghc.LocalHost.Tests.Triggers;

using Triggers = Ghc.LocalHost.Tests.Support.Triggers;

/// <summary>Storage that goes away and comes back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Storage_ThatComesBack_IsReadAgain()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var emulator = new Emulator(1);
        await emulator.StartAsync(cancellation);
        var account = emulator.NewAccount();
        var received = new List<string>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                Triggers
                    .Settings(account)
                    .Select(setting =>
                        KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)
                    )
            )
            .Build();
        var faults = new List<Task<Exception>>();
        using var service = new TriggerService(
            () =>
            {
                var host = new TriggerHost(
                    "tests",
                    [Triggers.Queue("Receive", "orders")],
                    configuration,
                    Receive,
                    NullLoggerFactory.Instance
                );
                faults.Add(host.Fault);
                return host;
            },
            TimeProvider.System,
            NullLogger<TriggerService>.Instance
        );
        service.Start();
        var orders = new Orders(account);
        await orders.SendAsync("before");
        await Until.TrueAsync(() => received.Contains("before"));

        await emulator.StopAsync();
        await Until.TrueAsync(() => faults[0].IsCompleted);
        await emulator.StartAsync(cancellation);
        await orders.SendAsync("after");

        await Until.TrueAsync(() => received.Contains("after"));
        await service.StopAsync(cancellation);

        Task Receive(
            string function,
            Protocol.TypedData input,
            IEnumerable<KeyValuePair<string, string>> metadata,
            string id,
            CancellationToken token
        )
        {
            received.Add(input.String);
            return Task.CompletedTask;
        }
    }
}
