using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Appeals;

public static class AppealsServices
{
    public static IServiceCollection AddAppeals(this IServiceCollection services)
    {
        services.AddValidated<AppealOptions, AppealOptionsValidator>("Appeals");
        return services
            .AddSingleton<AppealsTable>()
            .AddSingleton<AppealGrounds>()
            .AddSingleton<AppealSteps>()
            .AddSingleton<AppealFiling>()
            .AddSingleton<AppealAnswers>()
            .AddSingleton<AppealDossier>()
            .AddSingleton<AppealFollowing>();
    }
}
