using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.AccountStore;

public static class AccountStoreServices
{
    public static IServiceCollection AddAccountStore(this IServiceCollection services)
    {
        return services.AddSingleton<AccountsTable>().AddSingleton<DayLimits>().AddSingleton<Colleagues>();
    }
}
