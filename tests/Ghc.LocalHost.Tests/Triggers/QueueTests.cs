using System.Collections.Concurrent;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Triggers;

using Triggers = Ghc.LocalHost.Tests.Support.Triggers;

/// <summary>Queues are read as in Azure.</summary>
public sealed class QueueTests(Azurite azurite)
{
    private readonly string account = azurite.NewAccount();

    [Theory]
    [InlineData("text")]
    [InlineData("{\"json\":true}")]
    [InlineData("健康码 \"quoted\" \n ünï")]
    public async Task Message_IsHandedOverAsItIs_AndDeleted(string text)
    {
        var orders = new Orders(account);
        await orders.SendAsync(text);
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(async () => await orders.CountAsync() == 0);

        var call = Assert.Single(triggers.Calls);
        Assert.Equal(("Receive", text), (call.Function, call.Input));
        Assert.Equal((text, "1"), (call.Metadata["QueueTrigger"], call.Metadata["DequeueCount"]));
        Assert.All(
            ["Id", "PopReceipt", "InsertionTime", "ExpirationTime", "NextVisibleTime"],
            name => Assert.NotEmpty(call.Metadata[name])
        );
    }

    [Fact]
    public async Task Message_ThatFails_IsTriedAgain_AndGoesToPoisonUnchanged()
    {
        var orders = new Orders(account);
        await orders.SendAsync("bad");
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders"), Triggers.Queue("OnPoison", "orders-poison")],
            Triggers.Settings(account),
            (call, _) => call.Function == "Receive" ? throw new InvalidOperationException("Bad.") : Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(() => triggers.Calls.Any(call => call.Function == "OnPoison"));

        Assert.Equal(
            ["1", "2", "3"],
            triggers.Calls.Where(call => call.Function == "Receive").Select(call => call.Metadata["DequeueCount"])
        );
        Assert.Equal("bad", triggers.Calls.Last().Input);
        await Until.TrueAsync(async () => await orders.CountAsync() == 0);
    }

    [Fact]
    public async Task Message_ThatIsNotBase64_GoesToPoisonAtOnce()
    {
        var orders = new Orders(account);
        await orders.SendRawAsync("### not base64 ###");
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(async () => (await orders.PoisonAsync()).Count > 0);

        Assert.Equal(["### not base64 ###"], await orders.PoisonAsync());
        Assert.Empty(triggers.Calls);
    }

    [Fact]
    public async Task Message_OfBase64ThatIsNoText_GoesToPoisonAfterItsTries()
    {
        var orders = new Orders(account);
        await orders.SendRawAsync("//79");
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(async () => (await orders.PoisonAsync()).Count > 0);

        Assert.Equal(["//79"], await orders.PoisonAsync());
        Assert.Empty(triggers.Calls);
    }

    [Fact]
    public async Task Message_InWork_IsLeased()
    {
        var orders = new Orders(account);
        await orders.SendAsync("one");
        var go = new TaskCompletionSource();
        await using var triggers = new Triggers([Triggers.Queue("Receive", "orders")], Triggers.Settings(account), (_, _) => go.Task);
        await triggers.StartAsync();
        await Until.TrueAsync(() => !triggers.Calls.IsEmpty);

        Assert.Equal(1, await orders.CountAsync());
        Assert.Empty(await orders.VisibleAsync());
        go.SetResult();
        await Until.TrueAsync(async () => await orders.CountAsync() == 0);
        Assert.Single(triggers.Calls);
    }

    /// <summary>Without a setting the next batch is fetched when half a batch for each core is still in work, as in Azure.</summary>
    [Fact]
    public async Task Batches_WithoutAThreshold_OverlapByHalfABatchForEachCore()
    {
        const int Batch = 4;
        var threshold = Batch / 2 * Environment.ProcessorCount;
        var most = ((threshold / Batch) + 1) * Batch;
        var orders = new Orders(account);
        foreach (var n in Enumerable.Range(0, most + Batch))
        {
            await orders.SendAsync($"{n}");
        }

        var gates = new ConcurrentDictionary<string, TaskCompletionSource>();
        var settings = Triggers.Settings(account);
        settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = $"{Batch}";
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders")],
            settings,
            (call, _) => gates.GetOrAdd(call.Input, _ => new()).Task
        );
        await triggers.StartAsync();
        await Until.TrueAsync(() => triggers.Calls.Count == most);

        var calls = triggers.Calls.ToList();
        calls.Take(most - threshold - 1).ToList().ForEach(call => gates[call.Input].SetResult());
        await Until.TrueAsync(async () => await orders.CountAsync() == threshold + 1 + Batch);
        Assert.Equal(most, triggers.Calls.Count);

        gates[calls[most - threshold - 1].Input].SetResult();
        await Until.TrueAsync(() => triggers.Calls.Count == most + Batch);
        foreach (var call in triggers.Calls)
        {
            gates[call.Input].TrySetResult();
        }
    }

    [Theory]
    [InlineData("Orders")]
    [InlineData("AzureWebJobsOrders")]
    [InlineData("ConnectionStrings__Orders")]
    [InlineData("ConnectionStrings__AzureWebJobsOrders")]
    public async Task Connection_IsFoundUnderAllItsNames(string name)
    {
        var settings = Triggers.Settings(account);
        settings.Remove("Orders");
        settings[name] = account;
        await new Orders(account).SendAsync("one");
        await using var triggers = new Triggers([Triggers.Queue("Receive", "orders")], settings, (_, _) => Task.CompletedTask);
        await triggers.StartAsync();

        await Until.TrueAsync(() => !triggers.Calls.IsEmpty);
    }

    [Fact]
    public async Task Connection_ThatIsMissing_StopsOnlyItsFunction()
    {
        await new Orders(account).SendAsync("one");
        await using var triggers = new Triggers(
            [Triggers.Queue("Broken", "others", "Nowhere"), Triggers.Queue("Receive", "orders")],
            Triggers.Settings(account),
            (_, _) => Task.CompletedTask
        );
        await triggers.StartAsync();

        await Until.TrueAsync(() => !triggers.Calls.IsEmpty);
        Assert.False(triggers.Fault.IsCompleted);
    }

    [Fact]
    public async Task QueueName_InPercentSigns_IsASetting()
    {
        var settings = Triggers.Settings(account);
        settings["OrderQueue"] = "orders";
        await new Orders(account).SendAsync("one");
        await using var triggers = new Triggers([Triggers.Queue("Receive", "%OrderQueue%")], settings, (_, _) => Task.CompletedTask);
        await triggers.StartAsync();

        await Until.TrueAsync(() => !triggers.Calls.IsEmpty);
    }
}
