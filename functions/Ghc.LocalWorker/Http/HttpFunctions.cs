using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Http;

/// <summary>Makes every HTTP function an endpoint of ASP.NET Core.</summary>
internal static class HttpFunctions
{
    public static void Map(WebApplication app, IReadOnlyList<HttpFunction> functions, string prefix)
    {
        var logger = app.Services.GetRequiredService<ILogger<HttpFunctionRun>>();
        foreach (var function in functions)
        {
            var pattern = RoutePatternFactory.Parse($"{prefix.Trim('/')}/{function.Route.TrimStart('/')}".TrimStart('/'));
            RequestDelegate run = new HttpFunctionRun(function, logger).RunAsync;
            var endpoint = app.Map(pattern, run).WithDisplayName(function.Name);
            if (function.Verbs.Count > 0)
                endpoint.WithMetadata(new HttpMethodMetadata(function.Verbs));
        }
    }
}
