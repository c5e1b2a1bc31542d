using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Functions.Operations;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Security;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// The function app through its real entry point, on an account of its own in a real storage emulator, with a clock that the test moves.
/// Two apps with one <see cref="AppSettings"/> are two instances, or one before and after a restart.
/// </summary>
public sealed class GhcApp : WebApplicationFactory<HealthAnswer>
{
    private readonly AppSettings settings;
    private readonly InProcessHost host;

    public GhcApp(Azurite azurite)
        : this(new AppSettings(azurite.NewAccount())) { }

    public GhcApp(AppSettings settings)
    {
        this.settings = settings;
        host = new InProcessHost(settings, settings.Clock);
        Tables = new TableServiceClient(settings.Storage);
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        options.AddPolicy(new QueueBells(), Azure.Core.HttpPipelinePosition.PerCall);
        Queues = new QueueServiceClient(settings.Storage, options);
    }

    public AppSettings Settings => settings;

    public FakeTimeProvider Clock => settings.Clock;

    public StorageCalls Calls { get; } = new();

    public LogRecorder Logs { get; } = new();

    /// <summary>An ordinary client beside the app, as a laboratory or an operator has one.</summary>
    public TableServiceClient Tables { get; }

    public QueueServiceClient Queues { get; }

    /// <summary>What the tables call somebody's phone by.</summary>
    public string PhoneKeyOf(Traveler person)
    {
        Assert.False(Domain.Accounts.PhoneNumber.ParseE164(person.E164).Refused(out _, out var phone));
        return Services.GetRequiredService<Pseudonyms>().PhoneKey(phone!);
    }

    /// <summary>Sends a message as a laboratory or border does.</summary>
    public Task SendAsync(string queue, string message) =>
        Queues.GetQueueClient(queue).SendMessageAsync(message, TestContext.Current.CancellationToken);

    /// <summary>The same, and waits until the color counts it.</summary>
    public async Task IngestAsync(string queue, string message)
    {
        await SendAsync(queue, message);
        await DrainAsync(queue, "recompute-colors");
    }

    /// <summary>
    /// Why an app does not start. The test host now and then looks for the services of one that has ended already; then it looks again.
    /// </summary>
    public static async Task<OptionsValidationException> StartFailureAsync(AppSettings settings)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            await using var app = new GhcApp(settings);
            var failure = Record.Exception(() => app.CreateClient());
            if (failure is not ObjectDisposedException)
            {
                return Assert.IsType<OptionsValidationException>(failure);
            }
        }

        throw new InvalidOperationException("The test host never saw why the app ended.");
    }

    /// <summary>Waits until the queues are empty and nothing is being worked on, invisible messages included.</summary>
    public async Task DrainAsync(params string[] queues)
    {
        foreach (var queue in queues.Length > 0 ? queues : ["border-crossings", "lab-results", "recompute-colors", "visits", "sms-outbox"])
        {
            QueueBells.Ring(Queues.GetQueueClient(queue).Uri, TimeSpan.Zero);
            await Wait.UntilAsync(async () =>
                (await Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken))
                    .Value
                    .ApproximateMessagesCount == 0
            );
        }
    }

    /// <summary>From here on messages wait in their queues and no timer runs.</summary>
    public Task StopTriggersAsync() => host.StopTriggersAsync();

    /// <summary>Ends the stream between host and worker, as a host that is killed does.</summary>
    public void KillHost() => host.CloseStream();

    public async Task<IReadOnlyList<string>> PoisonAsync(string queue)
    {
        var messages = await Queues.GetQueueClient($"{queue}-poison").PeekMessagesAsync(32, TestContext.Current.CancellationToken);
        return [.. messages.Value.Select(message => message.Body.ToString())];
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        // For tests that call UseKestrel, whose own parameter would be told to a server that may have started already.
        builder.UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in settings.Values.Concat(host.WorkerSettings))
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            if (settings.Values.ContainsKey(TelemetryServices.Collector))
            {
                // Cleared above with the loggers of the console.
                services.AddOpenTelemetry().WithLogging();
            }

            services.AddSingleton<IMessageSender>(settings.Sms);
            services.AddSingleton<HttpPipelinePolicy>(Calls);
            host.AddTo(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await host.DisposeAsync();
    }
}

/// <summary>What two instances of one system share: storage, keys, clock.</summary>
public sealed class AppSettings
{
    public AppSettings(string storage)
    {
        Storage = storage;
        Sms = new SmsProvider(Clock);
        var keys = TestKeys.Options();
        Values = new()
        {
            ["DataStorage"] = storage,
            ["Keys:Pepper"] = keys.Pepper,
            ["Keys:Sealing:Current"] = keys.Sealing.Current,
            [$"Keys:Sealing:Keys:{keys.Sealing.Current}"] = keys.Sealing.Keys[keys.Sealing.Current],
            ["Keys:Signing:Current"] = keys.Signing.Current,
            [$"Keys:Signing:Keys:{keys.Signing.Current}"] = keys.Signing.Keys[keys.Signing.Current],
            ["Sms:Provider"] = "azure",
            ["Sms:Endpoint"] = "https://texts.invalid",
            ["Sms:From"] = "GHC",
            ["Email:Endpoint"] = "https://texts.invalid",
            ["Email:From"] = "code@ghc.example",
            ["Policy:SweepDigits"] = "1",
            ["Measures:Patience"] = "00:00:01",
            // Many apps hash at once here, on the cores of one machine.
            ["Passwords:Patience"] = "00:00:30",
            ["Site:Url"] = "https://ghc.example",
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.100",
            ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
        };
    }

    /// <summary>The apps of one installation, each at home in an account of its own.</summary>
    public static IReadOnlyList<AppSettings> Together(IReadOnlyList<string> accounts)
    {
        var first = new AppSettings(accounts[0]);
        foreach (var (index, account) in accounts.Index())
        {
            first.Values[$"DataAccounts:{index}"] = account;
        }

        return
        [
            .. accounts.Select(account => new AppSettings(account)
            {
                Clock = first.Clock,
                Sms = first.Sms,
                Values = new(first.Values) { ["DataStorage"] = account },
            }),
        ];
    }

    /// <summary>The provider of texts outlives a restart, as the real one does.</summary>
    public SmsProvider Sms { get; private init; }

    public string Storage { get; }

    public Dictionary<string, string> Values { get; private init; }

    /// <summary>The storage accounts that hold data.</summary>
    public IEnumerable<string> Accounts =>
        Values
            .Where(value => value.Key.StartsWith("DataAccounts:", StringComparison.Ordinal))
            .Select(value => value.Value)
            .DefaultIfEmpty(Storage);

    /// <summary>Takes the keys of a settings file instead of those it has, as a restart does after an operator changed them.</summary>
    public void UseKeysOf(string file)
    {
        foreach (var name in Values.Keys.Where(name => name.StartsWith("Keys:", StringComparison.Ordinal)).ToList())
        {
            Values.Remove(name);
        }

        foreach (
            var (name, value) in JsonNode.Parse(File.ReadAllText(file))![nameof(Values)]!
                .AsObject()
                .Where(value => value.Key.StartsWith("Keys__", StringComparison.Ordinal))
        )
        {
            Values[name.Replace("__", ":", StringComparison.Ordinal)] = (string)value!;
        }
    }

    /// <summary>A summer morning of the "7+3" days: 10:00 in China.</summary>
    public FakeTimeProvider Clock { get; private init; } = new(new DateTimeOffset(2022, 7, 15, 2, 0, 0, TimeSpan.Zero));
}
