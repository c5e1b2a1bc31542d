using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Gates;

public static class GatesServices
{
    public static IServiceCollection AddGates(this IServiceCollection services)
    {
        services.AddValidated<VisitOptions, VisitOptionsValidator>(VisitOptions.Section);
        return services.AddSingleton<VisitsTable>().AddSingleton<VisitsQueue>().AddSingleton<ShiftGate>().AddSingleton<LookUps>();
    }
}
