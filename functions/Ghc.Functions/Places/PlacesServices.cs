using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Places;

public static class PlacesServices
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddValidated<PlaceOptions, PlaceOptionsValidator>("Places");
        return services
            .AddSingleton<PlacesTable>()
            .AddSingleton<PlaceSearch>()
            .AddSingleton<StaffRegister>()
            .AddSingleton<InvitationLimit>()
            .AddSingleton<RoleAssignments>()
            .AddSingleton<PlaceRegistration>();
    }
}
