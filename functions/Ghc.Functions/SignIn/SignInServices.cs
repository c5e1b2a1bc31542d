using Ghc.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.SignIn;

public static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddValidated<AssistedLoginOptions, AssistedLoginOptionsValidator>("AssistedLogins");
        return services;
    }
}
