using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Statistics;

public static class StatisticsServices
{
    public static IServiceCollection AddStatistics(this IServiceCollection services)
    {
        services.AddValidated<StatisticsOptions, StatisticsOptionsValidator>("Statistics");
        return services.AddSingleton<StatisticsTable>().AddSingleton<DayCounter>();
    }
}
