using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Holders;

public static class HoldersServices
{
    public static IServiceCollection AddHolders(this IServiceCollection services)
    {
        return services
            .AddSingleton<HoldersTable>()
            .AddSingleton<DocumentsTable>()
            .AddSingleton<ColorDuesTable>()
            .AddSingleton<RecomputeQueue>()
            .AddSingleton<HolderOwnership>()
            .AddSingleton<Handover>()
            .AddSingleton<HolderRelease>()
            .AddSingleton<Renewals>();
    }
}
