using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Codes;

public static class CodesServices
{
    public static IServiceCollection AddCodes(this IServiceCollection services)
    {
        services.AddValidated<HealthCodeOptions, HealthCodeOptionsValidator>(HealthCodeOptions.Section);
        services.AddValidated<PrintedCodeOptions, PrintedCodeOptionsValidator>(PrintedCodeOptions.Section);
        return services.AddSingleton<Handles>().AddSingleton<HealthCodes>().AddSingleton<Prints>();
    }
}
