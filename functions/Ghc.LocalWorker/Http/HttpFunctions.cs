using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Http;

/// <summary>Makes every HTTP function an endpoint, bound by ASP.NET Core itself.</summary>
internal static class HttpFunctions
{
    public static void Map(WebApplication app, IReadOnlyList<HttpFunction> functions, string prefix)
    {
        var logger = app.Services.GetRequiredService<ILogger<HttpFunctionRun>>();
        foreach (var function in functions)
        {
            var pattern = RoutePatternFactory.Parse($"{prefix.Trim('/')}/{function.Route.TrimStart('/')}".TrimStart('/'));
            // Bound by the first call: compiling them all takes longer than the rest of the start, and somebody waits for the first answer.
            var bound = new Lazy<RequestDelegate>(() => Bind(app, function, pattern));
            RequestDelegate run = new HttpFunctionRun(function.Name, context => bound.Value(context), logger).RunAsync;
            var endpoint = app.Map(pattern, run).WithDisplayName(function.Name);
            if (function.Verbs.Count > 0)
                endpoint.WithMetadata(new HttpMethodMetadata(function.Verbs));
        }
    }

    private static RequestDelegate Bind(WebApplication app, HttpFunction function, RoutePattern pattern)
    {
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = app.Services,
            RouteParameterNames = pattern.Parameters.Select(p => p.Name),
        };
        if (function.Method.IsStatic)
            return RequestDelegateFactory.Create(function.Method, targetFactory: null, options).RequestDelegate;
        var activate = Activation.Of(function.Method);
        return RequestDelegateFactory.Create(function.Method, context => activate(context.RequestServices)!, options).RequestDelegate;
    }
}
