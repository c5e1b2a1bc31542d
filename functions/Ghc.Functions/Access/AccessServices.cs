using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddValidated<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        return services
            .AddSingleton<Tokens>()
            .AddSingleton<Sessions>()
            .AddSingleton<KnownDevices>()
            .AddSingleton<Passes>()
            .AddSingleton<RequestAuthenticator>();
    }
}
