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
        await using var triggers = new Triggers([Triggers.Queue("Receive", "orders")], Triggers.Settings(account), (_, _) => Task.CompletedTask);
        await triggers.StartAsync();

        await Until.TrueAsync(async () => await orders.CountAsync() == 0);

        var call = Assert.Single(triggers.Calls);
        Assert.Equal(("Receive", text), (call.Function, call.Input));
        Assert.Equal((text, "1"), (call.Metadata["QueueTrigger"], call.Metadata["DequeueCount"]));
        Assert.All(["Id", "PopReceipt", "InsertionTime", "ExpirationTime", "NextVisibleTime"], name => Assert.NotEmpty(call.Metadata[name]));
    }

    [Fact]
    public async Task Message_ThatFails_IsTriedAgain_AndGoesToPoisonUnchanged()
    {
        var orders = new Orders(account);
        await orders.SendAsync("bad");
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders"), Triggers.Queue("OnPoison", "orders-poison")],
            Triggers.Settings(account),
            (call, _) => call.Function == "Receive" ? throw new InvalidOperationException("Bad.") : Task.CompletedTask);
        await triggers.StartAsync();

        await Until.TrueAsync(() => triggers.Calls.Any(call => call.Function == "OnPoison"));

        Assert.Equal(["1", "2", "3"], triggers.Calls.Where(call => call.Function == "Receive").Select(call => call.Metadata["DequeueCount"]));
        Assert.Equal("bad", triggers.Calls.Last().Input);
        await Until.TrueAsync(async () => await orders.CountAsync() == 0);
    }

    [Fact]
    public async Task Message_ThatIsNotBase64_GoesToPoisonAtOnce()
    {
        var orders = new Orders(account);
        await orders.SendRawAsync("### not base64 ###");
        await using var triggers = new Triggers([Triggers.Queue("Receive", "orders")], Triggers.Settings(account), (_, _) => Task.CompletedTask);
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
        await using var triggers = new Triggers([Triggers.Queue("Receive", "orders")], Triggers.Settings(account), (_, _) => Task.CompletedTask);
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

    /// <summary>The default of the real host: a batch is fetched when half of a batch is still in work.</summary>
    [Fact]
    public async Task Batches_WithoutAThreshold_OverlapByHalf()
    {
        var orders = new Orders(account);
        foreach (var n in Enumerable.Range(0, 12))
        {
            await orders.SendAsync($"{n}");
        }

        var gates = Enumerable.Range(0, 12).Select(_ => new TaskCompletionSource()).ToList();
        var settings = Triggers.Settings(account);
        settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "4";
        await using var triggers = new Triggers(
            [Triggers.Queue("Receive", "orders")], settings, (call, _) => gates[int.Parse(call.Input, System.Globalization.CultureInfo.InvariantCulture)].Task);
        await triggers.StartAsync();
        await Until.TrueAsync(() => triggers.Calls.Count == 4);

        Release(triggers, 0, 2);
        await Until.TrueAsync(() => triggers.Calls.Count == 8);

        // Six are in work, which is more than half a batch: nothing is fetched until four of them are done.
        Release(triggers, 2, 3);
        Assert.Equal(8, triggers.Calls.Count);
        Release(triggers, 5, 1);
        await Until.TrueAsync(() => triggers.Calls.Count == 12);
        gates.ForEach(gate => gate.TrySetResult());

        void Release(Triggers of, int first, int count)
        {
            foreach (var call in of.Calls.Skip(first).Take(count))
            {
                gates[int.Parse(call.Input, System.Globalization.CultureInfo.InvariantCulture)].SetResult();
            }
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
            [Triggers.Queue("Broken", "others", "Nowhere"), Triggers.Queue("Receive", "orders")], Triggers.Settings(account), (_, _) => Task.CompletedTask);
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
