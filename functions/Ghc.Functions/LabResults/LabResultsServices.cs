using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.LabResults;

public static class LabResultsServices
{
    public static IServiceCollection AddLabResults(this IServiceCollection services)
    {
        services.AddValidated<MissingTestOptions, MissingTestOptionsValidator>(MissingTestOptions.Section);
        services.AddOptions<LaboratoryOptions>().BindConfiguration(LaboratoryOptions.Section);
        return services
            .AddSingleton<LaboratoriesTable>()
            .AddSingleton<LabOutcomesTable>()
            .AddSingleton<LaboratoryRegister>()
            .AddSingleton<ServiceSignature>()
            .AddSingleton<LabGate>()
            .AddSingleton<LabDesk>()
            .AddSingleton<LabTokens>();
    }
}
