using System.Net;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Storage.Queues;
using Ghc.Functions.Operations;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting.Provider;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.Web.Tests.Support;

/// <summary>
/// The function app through its real entry point, with the built pages, on a port of its own and on real storage; time is the real one,
/// since a browser's is too.
/// </summary>
public sealed partial class Site : WebApplicationFactory<HealthAnswer>
{
    private readonly AppSettings settings;
    private readonly InProcessHost host;
    private readonly QueueServiceClient queues;

    /// <param name="port">Where it must know its own address before it starts; then it is called <c>localhost</c>, since passkeys are made
    /// for a name.</param>
    /// <param name="configure">Changes settings before it starts.</param>
    public Site(Azurite azurite, int port = 0, Action<AppSettings>? configure = null)
    {
        settings = new AppSettings(azurite.NewAccount());
        configure?.Invoke(settings);
        if (port != 0)
        {
            settings.Values["Site:Url"] = Url = $"http://localhost:{port}";
        }

        host = new InProcessHost(settings, TimeProvider.System);
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        options.AddPolicy(new QueueBells(), HttpPipelinePosition.PerCall);
        queues = new QueueServiceClient(settings.Storage, options);
        UseKestrel(server => server.Listen(IPAddress.Loopback, port));
        StartServer();

        var address = ClientOptions.BaseAddress.ToString().TrimEnd('/');
        Url ??= address;
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Url { get; } = null!;

    public HttpClient Client { get; } = null!;

    /// <summary>A traveler who entered days ago and has not applied yet.</summary>
    public async Task<Traveler> TravelerAsync(int daysAgo, Traveler? person = null)
    {
        var entry = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var traveler = (person ?? new Traveler()) with { LatestCrossingYear = entry.ToOffset(TimeSpan.FromHours(8)).Year };
        await queues.GetQueueClient("border-crossings").SendMessageAsync(traveler.Crossing(entry), TestContext.Current.CancellationToken);
        await EmptyAsync("border-crossings");
        await EmptyAsync("recompute-colors");
        return traveler;
    }

    public async Task SendAsync(string queue, string message) =>
        await queues.GetQueueClient(queue).SendMessageAsync(message, TestContext.Current.CancellationToken);

    /// <summary>The six digits in a text message to somebody, once it is there.</summary>
    /// <param name="before">Codes that were there before this one was asked for.</param>
    public async Task<string> SmsCodeAsync(Traveler traveler, params IReadOnlyList<string> before)
    {
        string? code = null;
        await Until.TrueAsync(async () => (code = (await SmsCodesAsync(traveler)).Except(before).LastOrDefault()) is not null);
        return code!;
    }

    public async Task<IReadOnlyList<string>> SmsCodesAsync(Traveler traveler) =>
        [
            .. (await traveler.TextsAsync(Client))
                .Select(text => SixDigits().Match(text))
                .Where(found => found.Success)
                .Select(found => found.Value),
        ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        // As GhcApp does, and for its reason.
        builder.UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in settings.Values.Concat(host.WorkerSettings))
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(services => services.AddSingleton<IMessageSender>(settings.Sms));
        builder.ConfigureServices(host.AddTo);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await host.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Client?.Dispose();
        base.Dispose(disposing);
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();

    private Task EmptyAsync(string queue) =>
        Until.TrueAsync(async () =>
            (await queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount
            == 0
        );
}
