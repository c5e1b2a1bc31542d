using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Retention;

public static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddValidated<RetentionOptions, RetentionOptionsValidator>(RetentionOptions.Section);
        return services.AddSingleton<Purge>().AddSingleton<HolderPurge>().AddSingleton<PurgeProgressTable>();
    }
}
