using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Audit;

public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        return services.AddSingleton<AuditTable>();
    }
}
