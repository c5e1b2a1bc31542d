using Ghc.Domain.Accounts;
using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Credentials;

public static class CredentialsServices
{
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddValidated<SignInLimits, SignInLimitsValidator>("SignIn");
        services.AddValidated<PasswordOptions, PasswordOptionsValidator>(PasswordOptions.Section);
        services.AddValidated<SignInBudgetOptions, SignInBudgetOptionsValidator>("SignInBudget");
        services.AddValidated<SmsBudgetOptions, SmsBudgetOptionsValidator>("SmsBudget");
        return services
            .AddSingleton<SmsBudget>()
            .AddSingleton<Consents>()
            .AddSingleton<IdentityGuard>()
            .AddSingleton<SmsCodes>()
            .AddSingleton<PasswordHasher>()
            .AddSingleton<SignInBudget>()
            .AddSingleton<CredentialVerifier>();
    }
}
