using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.SwitchOff;

public static class SwitchOffServices
{
    public static IServiceCollection AddSwitchOff(this IServiceCollection services) =>
        services
            .AddSingleton<SunsetSigning>()
            .AddSingleton<PublicRecord>()
            .AddSingleton<StoreInventory>()
            .AddSingleton<WipeTable>()
            .AddSingleton<WipeBeginning>()
            .AddSingleton<Wiper>()
            .AddSingleton<LeftoverSearch>()
            .AddSingleton<Certifier>();
}
