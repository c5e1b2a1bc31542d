using Azure.Core.Pipeline;
using Ghc.Functions.Local;
using Ghc.Functions.Texting.Provider;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions;

public static partial class Features
{
    static partial void AddLocal(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LocalOutbox>();
        if (configuration["Sms:Provider"] == SmsOptions.Local)
        {
            services.AddSingleton<ISmsSender>(provider => provider.GetRequiredService<LocalOutbox>());
        }

        services.AddSingleton<LocalStorage>().AddSingleton<HttpPipelinePolicy>(provider => provider.GetRequiredService<LocalStorage>());
        services.AddHostedService(provider => provider.GetRequiredService<LocalStorage>());
        if (configuration.GetValue<bool>("Demo:Seed"))
        {
            services.AddHostedService<DemoData>();
        }
    }
}
