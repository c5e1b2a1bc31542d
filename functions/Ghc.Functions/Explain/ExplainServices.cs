using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Explain;

public static class ExplainServices
{
    public static IServiceCollection AddExplain(this IServiceCollection services)
    {
        return services.AddSingleton<Explainer>();
    }
}
