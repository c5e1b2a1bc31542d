using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Keys;

public static class KeysServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        return services.AddSingleton<Resealer>();
    }
}
