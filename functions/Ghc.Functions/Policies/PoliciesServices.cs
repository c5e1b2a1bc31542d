using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Policies;

public static class PoliciesServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        return services.AddSingleton<SweepsTable>().AddSingleton<SweepsQueue>().AddSingleton<Sweeper>().AddSingleton<PolicyPublisher>();
    }
}
