using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Poison;

public static class PoisonServices
{
    public static IServiceCollection AddPoison(this IServiceCollection services)
    {
        return services.AddSingleton<PoisonReplay>();
    }
}
