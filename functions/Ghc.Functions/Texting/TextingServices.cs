using Azure.Core;
using Azure.Identity;
using Ghc.Functions.Texting.Provider;
using Ghc.Functions.Texting.Reports;
using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ghc.Functions.Texting;

public static class TextingServices
{
    public static IServiceCollection AddTexting(this IServiceCollection services)
    {
        services.AddValidated<SmsOptions, SmsOptionsValidator>(SmsOptions.Section);
        services.AddValidated<EmailOptions, EmailOptionsValidator>(EmailOptions.Section);
        services.AddValidated<DeliveryReportOptions, DeliveryReportOptionsValidator>(DeliveryReportOptions.Section);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services
            .AddSingleton<TextDeliveriesTable>()
            .AddSingleton<TextFailures>()
            .AddSingleton<TextHandover>()
            .AddSingleton<TextQueue>()
            .AddSingleton<EventGridTokens>()
            .AddSingleton<SmsClientOptions>()
            .AddSingleton<AzureCommunicationSms>()
            .AddSingleton<AzureCommunicationEmail>()
            .AddSingleton<TencentSms>()
            .AddSingleton<IMessageSender, RoutedSender>();
    }
}
