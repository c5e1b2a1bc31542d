using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.LabResults;

public static class LabResultsServices
{
    public static IServiceCollection AddLabResults(this IServiceCollection services)
    {
        services.AddValidated<MissingTestOptions, MissingTestOptionsValidator>(MissingTestOptions.Section);
        return services.AddSingleton<LabOutcomesTable>().AddSingleton<LabMessageAuthenticator>().AddSingleton<LabResultIngestor>();
    }
}
