using Azure.Core.Pipeline;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ghc.Platform;

/// <summary>What every feature stands on. Nothing here needs ASP.NET Core, which the command line runs without.</summary>
public static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddValidated<KeyOptions, KeyOptionsValidator>(KeyOptions.Section);
        services.AddValidated<SiteOptions, SiteOptionsValidator>("Site");
        services.AddSingleton<Pseudonyms>().AddSingleton<Sealer>().AddSingleton<SigningKeys>().AddSingleton<Jwks>();

        // Before all other policies, so that it sees what becomes of a call in the end.
        services.AddSingleton<StorageOutage>().AddSingleton<HttpPipelinePolicy>(provider => provider.GetRequiredService<StorageOutage>());
        services
            .AddSingleton<StorageClients>()
            .AddSingleton<SharedBudgets>()
            .AddSingleton<QueueSender>()
            .AddSingleton<PoisonTable>()
            .AddSingleton<DeadLetters>();
        if (services.AddTelemetry(configuration))
        {
            services.AddSingleton<PoisonGauge>().AddHostedService(provider => provider.GetRequiredService<PoisonGauge>());
        }

        return services;
    }

    /// <summary>Options that are wrong stop the app when it starts, not a traveler later.</summary>
    public static void AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();

        // Those that were validated, or the first reader would read and validate them once more.
        services.AddSingleton<IOptions<TOptions>>(provider =>
            Options.Create(provider.GetRequiredService<IOptionsMonitor<TOptions>>().CurrentValue)
        );
    }
}
