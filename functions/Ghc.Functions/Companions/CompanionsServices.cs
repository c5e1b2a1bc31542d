using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Companions;

public static class CompanionsServices
{
    public static IServiceCollection AddCompanions(this IServiceCollection services)
    {
        services.AddValidated<CompanionOptions, CompanionOptionsValidator>("Companions");
        return services.AddSingleton<CompanionRegistration>();
    }
}
