using Azure.Storage.Queues;
using Ghc.Functions;
using Ghc.Functions.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.Web.Tests.Support;

/// <summary>The function app through its real entry point, with the built pages, on a port of its own and on real storage; time is the real one, since a browser's is too.</summary>
public sealed class Site : WebApplicationFactory<GhcJson>
{
    private static readonly Lock Starting = new();

    private readonly AppSettings settings;
    private readonly QueueServiceClient queues;

    public Site(Azurite azurite)
    {
        settings = new AppSettings(azurite.NewAccount());
        queues = new QueueServiceClient(settings.Storage, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        UseKestrel(0);
        // One start at a time: FunctionReader compares ParameterInfo by reference, and reflection hands out different ones when two threads are first.
        lock (Starting)
        {
            StartServer();
        }

        Client = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    public HttpClient Client { get; } = null!;

    /// <summary>A traveler who entered days ago and has not applied yet.</summary>
    public async Task<Traveler> TravelerAsync(int daysAgo)
    {
        var entry = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var traveler = new Traveler { LatestCrossingYear = entry.ToOffset(TimeSpan.FromHours(8)).Year };
        await queues.GetQueueClient("border-crossings").SendMessageAsync(traveler.Crossing(entry), TestContext.Current.CancellationToken);
        await EmptyAsync("border-crossings");
        await EmptyAsync("recompute-colors");
        return traveler;
    }

    public async Task SendAsync(string queue, string message) =>
        await queues.GetQueueClient(queue).SendMessageAsync(message, TestContext.Current.CancellationToken);

    /// <summary>The six digits in the latest text message to somebody, once it is there.</summary>
    public async Task<string> SmsCodeAsync(Traveler traveler)
    {
        var code = "";
        await Until.TrueAsync(async () =>
        {
            var digits = (await traveler.TextsAsync(Client)).Select(text => System.Text.RegularExpressions.Regex.Match(text, @"\b\d{6}\b").Value);
            return (code = digits.LastOrDefault(found => found.Length > 0) ?? "").Length > 0;
        });
        return code;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(AppContext.BaseDirectory);
        foreach (var (name, value) in settings.Values)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    protected override void Dispose(bool disposing)
    {
        Client?.Dispose();
        base.Dispose(disposing);
    }

    private Task EmptyAsync(string queue) => Until.TrueAsync(async () =>
        (await queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount == 0);
}
