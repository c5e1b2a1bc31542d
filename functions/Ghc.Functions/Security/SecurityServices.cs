using Ghc.Functions.Codes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Security;

/// <summary>Everything that holds a key. Options are checked when the host starts, not when the first traveler comes.</summary>
public static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        Options<KeyOptions, KeyOptionsValidator>(services, KeyOptions.Section);
        Options<PasswordOptions, PasswordOptionsValidator>(services, PasswordOptions.Section);
        Options<SessionOptions, SessionOptionsValidator>(services, SessionOptions.Section);
        Options<HealthCodeOptions, HealthCodeOptionsValidator>(services, HealthCodeOptions.Section);
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

    private static void Options<TOptions, TValidator>(IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
