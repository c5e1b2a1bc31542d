using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Senders;

public static class SendersServices
{
    public static IServiceCollection AddSenders(this IServiceCollection services)
    {
        foreach (var kind in Enum.GetValues<SenderKind>())
        {
            services
                .AddOptions<SenderOptions>(SenderOptions.Section(kind))
                .BindConfiguration(SenderOptions.Section(kind))
                .ValidateOnStart();
        }

        services.AddSingleton<IValidateOptions<SenderOptions>, SenderOptionsValidator>();
        return services
            .AddSingleton<SendersTable>()
            .AddSingleton<SenderRegister>()
            .AddSingleton<LaboratoryNames>()
            .AddSingleton<ServiceSignature>()
            .AddSingleton<SenderGate>()
            .AddSingleton<SenderTokens>()
            .AddSingleton<SenderIntake>();
    }
}
