using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Colors;

public static class ColorsServices
{
    public static IServiceCollection AddColors(this IServiceCollection services)
    {
        services.AddValidated<ColorTextOptions, ColorTextOptionsValidator>("ColorTexts");
        return services
            .AddSingleton<Assessor>()
            .AddSingleton<ColorChangeNotifier>()
            .AddSingleton<ColorTexts>()
            .AddSingleton<ColorTextWords>()
            .AddSingleton<ColorNewsQueue>();
    }
}
