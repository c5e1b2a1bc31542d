using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Passkeys;

public static class PasskeysServices
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddValidated<PasskeyOptions, PasskeyOptionsValidator>("Passkeys");
        return services.AddSingleton<PasskeyChallenges>().AddSingleton<PasskeyVerifier>();
    }
}
