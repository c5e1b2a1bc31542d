using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Accounts;

public static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        return services
            .AddSingleton<Eraser>()
            .AddSingleton<AccountMover>()
            .AddSingleton<MoveProofs>()
            .AddSingleton<MovedSession>()
            .AddSingleton<EmailChanger>()
            .AddSingleton<EmailNotices>()
            .AddSingleton<SessionEnder>();
    }
}
