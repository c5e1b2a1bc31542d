using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Backups;

public static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services.AddSingleton<BackupStore>().AddSingleton<TableBackup>().AddSingleton<TableRestore>();
}
