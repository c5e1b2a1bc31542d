using Ghc.Functions.Codes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ghc.Functions.Security;

/// <summary>Everything that holds a key. Options are checked when the host starts, not when the first traveler comes.</summary>
public static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddValidated<KeyOptions, KeyOptionsValidator>(KeyOptions.Section);
        services.AddValidated<PasswordOptions, PasswordOptionsValidator>(PasswordOptions.Section);
        services.AddValidated<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        services.AddValidated<HealthCodeOptions, HealthCodeOptionsValidator>(HealthCodeOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<Pseudonyms>()
            .AddSingleton<Sealer>()
            .AddSingleton<SmsCodes>()
            .AddSingleton<PasswordHasher>()
            .AddSingleton<SigningKeys>()
            .AddSingleton<Jwks>()
            .AddSingleton<Tokens>()
            .AddSingleton<Sessions>()
            .AddSingleton<Handles>()
            .AddSingleton<HealthCodes>();
    }
}
