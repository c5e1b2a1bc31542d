using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Applications;

public static class ApplicationsServices
{
    public static IServiceCollection AddApplications(this IServiceCollection services) =>
        services.AddSingleton<AccountOpening>().AddSingleton<Applicants>();
}
