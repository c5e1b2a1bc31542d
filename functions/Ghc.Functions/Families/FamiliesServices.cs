using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Families;

public static class FamiliesServices
{
    public static IServiceCollection AddFamilies(this IServiceCollection services) =>
        services.AddSingleton<FamilyClaims>().AddSingleton<FamilyOpening>().AddSingleton<FamilyAdding>().AddSingleton<RepeatedForms>();
}
