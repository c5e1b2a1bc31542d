using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Sunset;

public static class SunsetServices
{
    public static IServiceCollection AddSunset(this IServiceCollection services) =>
        services
            .AddSingleton<SunsetTable>()
            .AddSingleton<SunsetState>()
            .AddHostedService(provider => provider.GetRequiredService<SunsetState>());
}
