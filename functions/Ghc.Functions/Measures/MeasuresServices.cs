using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Measures;

public static class MeasuresServices
{
    public static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.AddValidated<MeasureOptions, MeasureOptionsValidator>("Measures");
        return services
            .AddSingleton<MeasuresTable>()
            .AddSingleton<MeasuresQueue>()
            .AddSingleton<MeasureEffects>()
            .AddSingleton<MeasurePreview>()
            .AddSingleton<MeasureLists>()
            .AddSingleton<MeasureWorkflow>()
            .AddSingleton<ExposedTable>()
            .AddSingleton<ExposurePeople>()
            .AddSingleton<ExposedList>()
            .AddSingleton<ExposureWork>();
    }
}
