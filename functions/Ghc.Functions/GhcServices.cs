using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Ghc.Domain.Accounts;
using Ghc.Functions.Accounts;
using Ghc.Functions.Applications;
using Ghc.Functions.Codes;
using Ghc.Functions.Colors;
using Ghc.Functions.Companions;
using Ghc.Functions.Documents;
using Ghc.Functions.Explain;
using Ghc.Functions.Http;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Messaging;
using Ghc.Functions.Messaging.Sms;
using Ghc.Functions.Places;
using Ghc.Functions.Policies;
using Ghc.Functions.Poison;
using Ghc.Functions.Retention;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.SignIn;
using Ghc.Functions.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions;

/// <summary>All wiring of the product, on one screen.</summary>
public static partial class GhcServices
{
    public static IHostApplicationBuilder AddGhc(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddGhcOptions();
        // Before all other policies, so that it sees what becomes of a call in the end.
        services.AddSingleton<StorageOutage>().AddSingleton<HttpPipelinePolicy>(provider => provider.GetRequiredService<StorageOutage>());
        services.AddGhcStorage().AddTelemetry(builder.Configuration);
        services.AddSingleton<IStartupFilter, HttpFrame>().AddSingleton<AllowedMethods>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        // At Information ASP.NET Core logs every URL with its query, and a query can name a person.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        services.AddSecurity();
        services.AddSingleton<SmsBudget>().AddSingleton<SignInBudget>().AddSingleton<SignInDesk>().AddSingleton<SessionDesk>();
        services.AddSingleton<PolicyDesk>().AddSingleton<PolicyBoard>().AddSingleton<Sweeper>().AddSingleton<Registrar>().AddSingleton<Handover>();
        services.AddSingleton<CompanionDesk>().AddSingleton<Eraser>().AddSingleton<PhoneMover>();
        services.AddSingleton<Assessor>().AddSingleton<Announcer>().AddSingleton<ColorTexts>().AddSingleton<TextFailures>();
        services.AddSingleton<Prints>().AddSingleton<Renewals>().AddSingleton<Purge>().AddSingleton<HolderPurge>();
        services.AddSingleton<MeasureEffects>().AddSingleton<MeasureDesk>().AddSingleton<ExposureWork>().AddSingleton<Explainer>().AddSingleton<DayLimits>().AddSingleton<StaffDesk>();
        services.AddSingleton<SmsClientOptions>().AddSingleton<ISmsSender, AzureCommunicationSms>();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton<LabGate>().AddSingleton<LabDesk>().AddSingleton<LabTokens>();
        AddLocal(services, builder.Configuration);
        return builder;
    }

    /// <summary>Storage alone, which the command line uses too.</summary>
    public static IServiceCollection AddGhcStorage(this IServiceCollection services) => services
        .AddSingleton<StorageClients>()
        .AddSingleton<HoldersTable>().AddSingleton<DocumentsTable>().AddSingleton<AccountsTable>()
        .AddSingleton<LaboratoriesTable>().AddSingleton<LabOutcomesTable>().AddSingleton<LaboratoryRegister>().AddSingleton<ServiceSignature>().AddSingleton<PoisonDesk>()
        .AddSingleton<StaffRegister>().AddSingleton<PlacesTable>().AddSingleton<VisitsTable>().AddSingleton<PoisonTable>().AddSingleton<AuditTable>().AddSingleton<PoliciesTable>().AddSingleton<SweepsTable>().AddSingleton<Outbox>()
        .AddSingleton<PurgeProgress>().AddSingleton<Resealer>().AddSingleton<ColorDuesTable>().AddSingleton<TextDeliveriesTable>().AddSingleton<MeasuresTable>();

    private static void AddGhcOptions(this IServiceCollection services)
    {
        services.AddValidated<SmsOptions, SmsOptionsValidator>(SmsOptions.Section);
        services.AddValidated<SmsBudgetOptions, SmsBudgetOptionsValidator>("SmsBudget");
        services.AddValidated<SignInBudgetOptions, SignInBudgetOptionsValidator>("SignInBudget");
        services.AddValidated<PolicyOptions, PolicyOptionsValidator>("Policy");
        services.AddValidated<CompanionOptions, CompanionOptionsValidator>("Companions");
        services.AddValidated<SiteOptions, SiteOptionsValidator>("Site");
        services.AddOptions<LaboratoryOptions>().BindConfiguration(LaboratoryOptions.Section);
        services.AddValidated<ColorTextOptions, ColorTextOptionsValidator>("ColorTexts");
        services.AddValidated<AssistedLoginOptions, AssistedLoginOptionsValidator>("AssistedLogins");
        services.AddValidated<PlaceOptions, PlaceOptionsValidator>("Places");
        services.AddValidated<PrintedCodeOptions, PrintedCodeOptionsValidator>(PrintedCodeOptions.Section);
        services.AddValidated<MissingTestOptions, MissingTestOptionsValidator>(MissingTestOptions.Section);
        services.AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section);
        services.AddValidated<MeasureOptions, MeasureOptionsValidator>("Measures");
        services.AddValidated<SignInLimits, SignInLimitsValidator>("SignIn");
    }

    /// <summary>Options that are wrong stop the app when it starts, not a traveler later.</summary>
    internal static void AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        // Those that were validated, or they would be read and validated once more by whoever asks first.
        services.AddSingleton<IOptions<TOptions>>(provider => Options.Create(provider.GetRequiredService<IOptionsMonitor<TOptions>>().CurrentValue));
    }

    /// <summary>What only the local host has; its source is left out of the build for Azure.</summary>
    static partial void AddLocal(IServiceCollection services, IConfiguration configuration);
}
