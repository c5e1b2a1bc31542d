using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class QueueTests(Azurite azurite)
{
    private readonly QueueProbe probe = new(azurite.NewAccount());

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_FunctionSucceeds_IsDeleted()
    {
        await probe.SendAsync("粤康码 ✓");
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        Assert.Equal("粤康码 ✓", Assert.Single(probe.Runs).Body);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task NextBatch_EightOfSixteenStillRunning_FillsUpTo24AndNoMore()
    {
        var early = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        var started = 0;
        probe.Behavior = (_, _) => Interlocked.Increment(ref started) <= 8 ? early.Task : late.Task;
        await probe.SendAsync(Enumerable.Range(0, 48).Select(n => $"{n}"));
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(() => probe.Runs.Count == 16);
        early.SetResult();
        await WorkerHost.EventuallyAsync(() => probe.Runs.Count == 32);
        late.SetResult();
        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        Assert.Equal(24, probe.MostRunning);
        Assert.Equal(48, probe.Runs.Count);
        Assert.Equal(48, probe.Runs.Select(r => r.Body).Distinct().Count());
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_FunctionAlwaysFails_IsPoisonedUnchangedAfterFiveTries()
    {
        probe.Behavior = (_, _) => throw new InvalidOperationException("always");
        await probe.SendAsync("<&> 病 \r\n");
        var sent = (await probe.Queue.PeekMessageAsync(TestEnd)).Value.MessageText;
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(async () => await probe.PoisonedAsync() is not null && await probe.QueueIsEmptyAsync());

        var poisoned = (await probe.PoisonedAsync())!;
        Assert.Equal(5, probe.Runs.Count);
        Assert.Equal(sent, poisoned.MessageText);
        Assert.Equal(DateTimeOffset.MaxValue.Year, poisoned.ExpiresOn!.Value.Year);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_FunctionFailsOnce_RestsForTheVisibilityTimeout()
    {
        probe.Behavior = (_, _) => probe.Runs.Count == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        await probe.SendAsync("again");
        using var host = await probe.Builder().With("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:02").StartAsync();

        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        var runs = probe.Runs.ToArray();
        Assert.Equal(2, runs.Length);
        // Storage counts whole seconds, so a rest of 2 s may end a little early.
        Assert.True(runs[1].At - runs[0].At >= TimeSpan.FromSeconds(1), $"It rested for {runs[1].At - runs[0].At}.");
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_FunctionOutlivesItsLease_IsDeliveredOnce()
    {
        var gate = new TaskCompletionSource();
        probe.Behavior = (_, _) => gate.Task;
        await probe.SendAsync("slow");
        using var host = await probe.Builder().With("LocalWorker:QueueLease", "00:00:02").StartAsync();

        await WorkerHost.EventuallyAsync(() => !probe.Runs.IsEmpty);
        // Real time, because the lease is kept by storage: long enough for two leases to end if nobody renewed them.
        await Task.Delay(TimeSpan.FromSeconds(5), TestEnd);
        Assert.Empty((await probe.Queue.PeekMessagesAsync(1, TestEnd)).Value);
        gate.SetResult();
        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        Assert.Single(probe.Runs);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_NotBase64_GoesToPoisonAtOnceAsItIs()
    {
        await probe.Queue.CreateIfNotExistsAsync(cancellationToken: TestEnd);
        await probe.Queue.SendMessageAsync("{\"not\":\"base64\"}", TestEnd);
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(async () => await probe.PoisonedAsync() is not null && await probe.QueueIsEmptyAsync());

        Assert.Empty(probe.Runs);
        Assert.Equal("{\"not\":\"base64\"}", (await probe.PoisonedAsync())!.MessageText);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_NotUtf8_IsPoisonedUnchangedAfterItsTries_WithoutReachingTheFunction()
    {
        var sent = Convert.ToBase64String([0xb3, 0xc2]);
        await probe.Queue.CreateIfNotExistsAsync(cancellationToken: TestEnd);
        await probe.Queue.SendMessageAsync(sent, TestEnd);
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(async () => await probe.PoisonedAsync() is not null && await probe.QueueIsEmptyAsync());

        Assert.Empty(probe.Runs);
        Assert.Equal(sent, (await probe.PoisonedAsync())!.MessageText);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_EncodingNone_ReachesTheFunctionAsItIs()
    {
        await probe.Queue.CreateIfNotExistsAsync(cancellationToken: TestEnd);
        await probe.Queue.SendMessageAsync("{\"plain\":true}", TestEnd);
        using var host = await probe.Builder().With("AzureFunctionsJobHost:extensions:queues:messageEncoding", "none").StartAsync();

        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        Assert.Equal("{\"plain\":true}", Assert.Single(probe.Runs).Body);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_TriedTooOftenElsewhere_GoesToPoisonWithoutARun()
    {
        await probe.SendAsync("worn");
        for (var tries = 0; tries < 5; tries++)
        {
            var message = (await probe.Queue.ReceiveMessageAsync(cancellationToken: TestEnd)).Value;
            await probe.Queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: TestEnd);
        }
        using var host = await probe.Builder().StartAsync();

        await WorkerHost.EventuallyAsync(async () => await probe.PoisonedAsync() is not null && await probe.QueueIsEmptyAsync());

        Assert.Empty(probe.Runs);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Message_DeletedBehindTheFunction_DoesNotStopThePump()
    {
        probe.Behavior = async (body, _) =>
        {
            if (body == "vanishing")
                await probe.Queue.ClearMessagesAsync(TestEnd);
        };
        await probe.SendAsync("vanishing");
        using var host = await probe.Builder().StartAsync();
        await WorkerHost.EventuallyAsync(() => !probe.Runs.IsEmpty);
        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);

        await probe.SendAsync("next");
        await WorkerHost.EventuallyAsync(() => probe.Runs.Any(r => r.Body == "next"));

        await WorkerHost.EventuallyAsync(probe.QueueIsEmptyAsync);
        Assert.Equal(2, probe.Runs.Count);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Queue_CreatedAfterTheStart_IsFound()
    {
        using var host = await probe.Builder().StartAsync();

        await probe.SendAsync("late");

        await WorkerHost.EventuallyAsync(() => !probe.Runs.IsEmpty);
        Assert.Equal("late", Assert.Single(probe.Runs).Body);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Stop_FunctionRunning_LetsItFinishAndDeletesTheMessage()
    {
        var gate = new TaskCompletionSource();
        var asked = false;
        probe.Behavior = async (_, cancellation) =>
        {
            await gate.Task;
            asked = cancellation.IsCancellationRequested;
        };
        await probe.SendAsync("last");
        using var host = await probe.Builder().StartAsync();
        await WorkerHost.EventuallyAsync(() => !probe.Runs.IsEmpty);

        var stop = host.StopAsync(TestEnd);
        await probe.SendAsync("too late");
        Assert.False(stop.IsCompleted);
        gate.SetResult();
        await stop;

        Assert.False(asked);
        var left = (await probe.Queue.PeekMessagesAsync(32, TestEnd)).Value;
        Assert.Equal(1, (await probe.Queue.GetPropertiesAsync(TestEnd)).Value.ApproximateMessagesCount);
        Assert.Equal("dG9vIGxhdGU=", Assert.Single(left).MessageText);
    }

    [Fact]
    public async Task Stop_FunctionNeverEnds_IsAskedToGiveUpWhenTheTimeIsOver()
    {
        probe.Behavior = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await probe.SendAsync("endless");
        var builder = probe.Builder();
        builder.Services.PostConfigure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
        using var host = await builder.StartAsync();
        await WorkerHost.EventuallyAsync(() => !probe.Runs.IsEmpty);

        await host.StopAsync(TestEnd);

        await WorkerHost.EventuallyAsync(async () => (await probe.Queue.PeekMessagesAsync(1, TestEnd)).Value.Length == 1);
        Assert.Single(probe.Runs);
    }
}
