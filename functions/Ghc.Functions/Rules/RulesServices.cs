using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Rules;

public static class RulesServices
{
    public static IServiceCollection AddRules(this IServiceCollection services)
    {
        services.AddValidated<PolicyOptions, PolicyOptionsValidator>("Policy");
        return services.AddSingleton<PoliciesTable>().AddSingleton<CurrentPolicy>();
    }
}
