using System.Collections.Concurrent;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Protocol;
using Ghc.LocalHost.Triggers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalHost.Tests.Support;

/// <summary>Triggers on real storage, with a function in this process instead of a worker.</summary>
internal sealed class Triggers : IAsyncDisposable
{
    private readonly TriggerHost host;
    private readonly ILoggerFactory logging = LoggerFactory.Create(_ => { });

    /// <param name="functions">What each trigger runs: the text of the message, or of the timer's input.</param>
    public Triggers(
        IReadOnlyList<FunctionMetadata> functions,
        Dictionary<string, string> settings,
        Func<Call, CancellationToken, Task> run,
        string hostId = "tests"
    ) =>
        host = new TriggerHost(
            hostId,
            functions,
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(setting =>
                        KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)
                    )
                )
                .Build(),
            (function, input, metadata, _, cancellation) =>
            {
                var call = new Call(
                    function,
                    input.DataCase == TypedData.DataOneofCase.Json ? input.Json : input.String,
                    metadata.ToDictionary()
                );
                Calls.Enqueue(call);
                return run(call, cancellation);
            },
            logging
        );

    public ConcurrentQueue<Call> Calls { get; } = new();

    public Task<Exception> Fault => host.Fault;

    public static FunctionMetadata Queue(string name, string queue, string connection = "Orders") =>
        Function(name, new FunctionBinding("message", FunctionBinding.Queue, "In", QueueName: queue, Connection: connection));

    public static FunctionMetadata Timer(string name, string schedule, bool runOnStartup = false) =>
        Function(name, new FunctionBinding("timer", FunctionBinding.Timer, "In", Schedule: schedule, RunOnStartup: runOnStartup));

    /// <summary>Settings as host.json and local settings give them.</summary>
    public static Dictionary<string, string> Settings(string account) =>
        new()
        {
            ["AzureWebJobsStorage"] = account,
            ["Orders"] = account,
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.100",
            ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "3",
        };

    public Task StartAsync() => host.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await host.StopAsync(patience.Token);
        host.Dispose();
        logging.Dispose();
    }

    private static FunctionMetadata Function(string name, FunctionBinding trigger) =>
        new(name, "App.dll", $"App.{name}", "dotnet-isolated", [trigger]);

    internal sealed record Call(string Function, string Input, IReadOnlyDictionary<string, string> Metadata);
}
