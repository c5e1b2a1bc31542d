using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core.Pipeline;
using Ghc.Functions;
using Ghc.Platform.Encryption;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Bench.People;

/// <summary>One installation: storage, keys of its own, and the functions that are at work in it.</summary>
internal sealed class Setup : IDisposable
{
    private static readonly byte[] SigningKey = NewSigningKey();

    private readonly Dictionary<string, string?> values;

    /// <param name="background">The queue and timer functions that run. The others would do work of their own beside what is measured.</param>
    public Setup(string storage, TimeSpan pollingInterval, params string[] background)
    {
        Storage = storage;
        values = new()
        {
            ["DataStorage"] = storage,
            ["Keys:Pepper"] = Secret(),
            ["Keys:Sealing:Current"] = "a",
            ["Keys:Sealing:Keys:a"] = Secret(),
            ["Keys:Signing:Current"] = "k1",
            ["Keys:Signing:Keys:k1"] = Convert.ToBase64String(SigningKey),
            ["Sms:Provider"] = "azure",
            ["Sms:Endpoint"] = "https://texts.example",
            ["Sms:From"] = "GHC",
            ["Site:Url"] = "https://ghc.example",
            ["SignIn:CodeLifetime"] = "00:30:00",
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = pollingInterval.ToString("c"),
        };
        foreach (var name in BackgroundFunctions().Except(background))
        {
            values[$"AzureWebJobs.{name}.Disabled"] = "true";
        }

        SettingsFile = Path.GetTempFileName();
        File.WriteAllText(SettingsFile, JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }));
    }

    public string Storage { get; }

    /// <summary>As the app reads it (GHC_SETTINGS).</summary>
    public string SettingsFile { get; }

    public static string StorageOf(string settingsFile)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(settingsFile));
        return settings.RootElement.GetProperty("Values").GetProperty("DataStorage").GetString()!;
    }

    /// <summary>The services of the app without the app: for people and rows, and for what is measured without HTTP.</summary>
    public ServiceProvider Services(HttpPipelineTransport? transport = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddSingleton<IConfiguration>(builder.Configuration);
        builder.Logging.ClearProviders();
        if (transport is not null)
        {
            builder.Services.AddSingleton(transport);
        }

        builder.Services.AddFeatures(builder.Configuration);
        return builder.Services.BuildServiceProvider();
    }

    public void Dispose() => File.Delete(SettingsFile);

    private static IEnumerable<string> BackgroundFunctions() => typeof(Features).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetParameters().Any(p => p.IsDefined(typeof(QueueTriggerAttribute)) || p.IsDefined(typeof(TimerTriggerAttribute))))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    private static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
