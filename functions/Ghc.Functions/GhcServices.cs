using Azure.Core;
using Azure.Identity;
using Ghc.Domain.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Explain;
using Ghc.Functions.Http;
using Ghc.Functions.Measures;
using Ghc.Functions.Messaging;
using Ghc.Functions.Messaging.Sms;
using Ghc.Functions.Places;
using Ghc.Functions.Policies;
using Ghc.Functions.Security;
using Ghc.Functions.SignIn;
using Ghc.Functions.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ghc.Functions;

/// <summary>All wiring of the product, on one screen.</summary>
public static partial class GhcServices
{
    public static IHostApplicationBuilder AddGhc(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddGhcOptions(builder.Configuration);
        services.AddGhcStorage();
        services.AddSingleton<IStartupFilter, HttpFrame>();

        services.AddSecurity();
        services.AddSingleton<SmsBudget>().AddSingleton<SignInDesk>().AddSingleton<SessionDesk>();
        services.AddSingleton<PolicyDesk>().AddSingleton<PolicyBoard>().AddSingleton<Sweeper>().AddSingleton<Registrar>();
        services.AddSingleton<MeasureEffects>().AddSingleton<MeasureDesk>().AddSingleton<ExposureWork>().AddSingleton<Explainer>().AddSingleton<StaffDesk>();
        services.AddSingleton<SmsClientOptions>().AddSingleton<ISmsSender, AzureCommunicationSms>();
        services.TryAddSingleton<TokenCredential>(new DefaultAzureCredential());
        AddLocal(services, builder.Configuration);
        return builder;
    }

    /// <summary>Storage alone, which the command line uses too.</summary>
    public static IServiceCollection AddGhcStorage(this IServiceCollection services) => services
        .AddSingleton<StorageClients>()
        .AddSingleton<HoldersTable>().AddSingleton<DocumentsTable>().AddSingleton<AccountsTable>()
        .AddSingleton<StaffRegister>().AddSingleton<PlacesTable>().AddSingleton<VisitsTable>().AddSingleton<PoisonTable>().AddSingleton<AuditTable>().AddSingleton<PoliciesTable>().AddSingleton<SweepsTable>().AddSingleton<MeasuresTable>().AddSingleton<Outbox>();

    private static void AddGhcOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidated<SmsOptions, SmsOptionsValidator>(configuration, SmsOptions.Section);
        services.AddValidated<SmsBudgetOptions, SmsBudgetOptionsValidator>(configuration, "SmsBudget");
        services.AddValidated<PolicyOptions, PolicyOptionsValidator>(configuration, "Policy");
        services.AddValidated<SiteOptions, SiteOptionsValidator>(configuration, "Site");
        services.AddValidated<MeasureOptions, MeasureOptionsValidator>(configuration, "Measures");
        services.AddOptions<SignInLimits>().Bind(configuration.GetSection("SignIn"));
    }

    /// <summary>Options that are wrong stop the app when it starts, not a traveler later.</summary>
    private static void AddValidated<TOptions, TValidator>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }

    /// <summary>What only the local host has; its source is left out of the build for Azure.</summary>
    static partial void AddLocal(IServiceCollection services, IConfiguration configuration);
}
