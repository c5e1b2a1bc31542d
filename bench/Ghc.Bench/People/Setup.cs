using System.Reflection;
using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Ghc.Functions;
using Ghc.Platform.Hosting;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Bench.People;

/// <summary>One installation: storage, keys of its own, and the functions that are at work in it.</summary>
internal sealed class Setup
{
    private static readonly byte[] SigningKey = NewSigningKey();

    /// <param name="background">The queue and timer functions that run. The others would do work of their own beside what is
    /// measured.</param>
    public Setup(string storage, TimeSpan pollingInterval, params string[] background)
    {
        Storage = storage;
        var values = new Dictionary<string, string?>
        {
            ["DataStorage"] = storage,
            ["AzureWebJobsStorage"] = storage,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Keys:Pepper"] = Secret(),
            ["Keys:Sealing:Current"] = "a",
            ["Keys:Sealing:Keys:a"] = Secret(),
            ["Keys:Signing:Current"] = "k1",
            ["Keys:Signing:Keys:k1"] = Convert.ToBase64String(SigningKey),
            ["Sms:Provider"] = "azure",
            ["Sms:Endpoint"] = "https://texts.example",
            ["Sms:From"] = "GHC",
            ["Site:Url"] = "https://ghc.example",
            ["SignIn:CodeLifetime"] = "00:10:00",
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = pollingInterval.ToString("c"),
        };
        foreach (var name in BackgroundFunctions().Except(background))
        {
            values[$"AzureWebJobs.{name}.Disabled"] = "true";
        }

        Values = values;
    }

    public string Storage { get; }

    /// <summary>The settings of the app.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; }

    /// <summary>Creates tables and queues.</summary>
    public async Task ProvisionAsync(CancellationToken cancellation)
    {
        await using var services = Services();
        await StorageSetup.CreateMissingAsync(services.GetRequiredService<StorageClients>().Home, cancellation);
    }

    /// <summary>The services of the app without the app: for people and rows, and for what is measured without HTTP.</summary>
    public ServiceProvider Services(HttpPipelineTransport? transport = null, HttpPipelinePolicy? policy = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Values);
        builder.Services.AddSingleton<IConfiguration>(builder.Configuration);
        builder.Logging.ClearProviders();
        if (transport is not null)
        {
            builder.Services.AddSingleton(transport);
        }

        if (policy is not null)
        {
            builder.Services.AddSingleton(policy);
        }

        builder.Services.AddFeatures(builder.Configuration);
        return builder.Services.BuildServiceProvider();
    }

    private static IEnumerable<string> BackgroundFunctions() =>
        typeof(Features)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method =>
                method.GetParameters().Any(p => p.IsDefined(typeof(QueueTriggerAttribute)) || p.IsDefined(typeof(TimerTriggerAttribute)))
            )
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    private static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
