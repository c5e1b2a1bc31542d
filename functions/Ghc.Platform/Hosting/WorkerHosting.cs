using Ghc.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Hosting;

/// <summary>
/// HTTP, and corrections of defaults of the Functions worker. Belongs after <c>ConfigureFunctionsWebApplication</c>, whose services it
/// changes.
/// </summary>
public static class WorkerHosting
{
    public static IServiceCollection AddWorkerHosting(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

        // At Information ASP.NET Core logs every URL with its query, and a query can name a person.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));

        // The middleware would take the last address off X-Forwarded-For, which our proxy added, and leave those that the caller claims.
        services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);
        KeepDataProtectionOffTheDisk(services);
        HostStream.Watch(services);

        // Before the filter of the worker, which takes entries out of X-Forwarded-For.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ResponseMiddleware>());
        return services.AddSingleton<AllowedMethods>();
    }

    /// <summary>
    /// The worker adds MVC, which adds data protection, which writes keys into the home folder when the app starts. Nothing here uses them.
    /// </summary>
    private static void KeepDataProtectionOffTheDisk(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var assembly = typeof(IDataProtectionBuilder).Assembly;
        foreach (
            var writer in services
                .Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == assembly)
                .ToList()
        )
        {
            services.Remove(writer);
        }
    }
}
